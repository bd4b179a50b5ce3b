package dev.berth.simulator.account;

import dev.berth.simulator.host.Machine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What an account has before anything is launched in it. */
public record Account(String id, Map<String, Region> regions) {

  private static final String STRANGER = "210987654321";

  /** The public parameter that names today's stock Amazon Linux 2023 image. */
  public static final String STOCK_IMAGE_PARAMETER =
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

  /**
   * One region of the account.
   *
   * @param types the instance types that it offers
   */
  public record Region(
      String name,
      String vpcId,
      List<Subnet> subnets,
      List<String> securityGroups,
      List<String> instanceProfiles,
      List<Image> images,
      Set<String> types) {

    /** The stock Amazon Linux 2023 image: no Docker. */
    public Image stockImage() {
      return image(Machine.Software.STOCK);
    }

    /** Amazon's stock image for Arm processors, which none of the types has. */
    public Image armImage() {
      return images.stream()
          .filter(image -> image.architecture().equals("arm64"))
          .findFirst()
          .orElseThrow();
    }

    /** A public image of another account, neither this one nor Amazon's. */
    public Image foreignImage() {
      return images.stream()
          .filter(image -> image.ownerAlias().equals(STRANGER))
          .findFirst()
          .orElseThrow();
    }

    /** The account's own image with Docker inside. */
    public Image dockerImage() {
      return image(Machine.Software.DOCKER);
    }

    private Image image(Machine.Software software) {
      return images.stream()
          .filter(image -> image.software() == software)
          .findFirst()
          .orElseThrow();
    }

    /** The subnet of this id; empty if the region has none. */
    public Optional<Subnet> subnet(String id) {
      return subnets.stream().filter(subnet -> subnet.id().equals(id)).findFirst();
    }
  }

  /** A network in one zone. */
  public record Subnet(String id, String zone, String cidr) {}

  /**
   * A machine image that is there from the beginning.
   *
   * @param ownerAlias {@code amazon}, {@code self}, or the number of another account
   * @param architecture {@code x86_64} or {@code arm64}
   */
  public record Image(
      String id, String name, String ownerAlias, String architecture, Machine.Software software) {}

  /** An account with us-east-1 and eu-west-1, furnished alike; ids never change. */
  public static Account standard() {
    return new Account(
        "123456789012",
        Stream.of("us-east-1", "eu-west-1")
            .map(Account::furnished)
            .collect(Collectors.toUnmodifiableMap(Region::name, Function.identity())));
  }

  /** The region of this name, which the account must have. */
  public Region region(String name) {
    return Optional.ofNullable(regions.get(name)).orElseThrow();
  }

  private static Region furnished(String name) {
    List<Subnet> subnets =
        IntStream.range(0, 3)
            .mapToObj(
                i -> {
                  String zone = name + (char) ('a' + i);
                  return new Subnet(id("subnet", zone), zone, "172.31.%d.0/20".formatted(16 * i));
                })
            .toList();
    return new Region(
        name,
        id("vpc", name),
        subnets,
        List.of(id("sg", name)),
        List.of("berth-host"),
        amis(name),
        Set.of("t2.micro", "t3.micro", "t3.small", "t3.medium", "t3.large"));
  }

  private static List<Image> amis(String region) {
    String amazon = "al2023-ami-2023.9.20260720.0-kernel-6.1-";
    return List.of(
        ami(region + " stock", amazon + "x86_64", "amazon", "x86_64", Machine.Software.STOCK),
        ami(region + " docker", "al2023-with-docker", "self", "x86_64", Machine.Software.DOCKER),
        ami(region + " stock arm64", amazon + "arm64", "amazon", "arm64", Machine.Software.STOCK),
        ami(
            region + " of a stranger",
            "somebodys-al2023",
            STRANGER,
            "x86_64",
            Machine.Software.STOCK));
  }

  private static Image ami(
      String seed, String name, String owner, String architecture, Machine.Software software) {
    return new Image(id("ami", seed), name, owner, architecture, software);
  }

  /** An id of the right form, the same in every run. */
  private static String id(String kind, String seed) {
    String hash = UUID.nameUUIDFromBytes((kind + seed).getBytes(StandardCharsets.UTF_8)).toString();
    return kind + "-0" + hash.replace("-", "").substring(0, 16);
  }
}
