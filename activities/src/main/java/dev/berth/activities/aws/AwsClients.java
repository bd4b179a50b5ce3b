package dev.berth.activities.aws;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * One client per service and region, made when first needed. Credentials and endpoint come from the
 * SDK's own default chain, so {@code AWS_ENDPOINT_URL} redirects them without a switch in the code.
 * The real retries are Temporal's, where people see them.
 */
public final class AwsClients implements AutoCloseable {
  private final Function<String, Ec2Client> newEc2;
  private final Function<String, Ec2Client> newLaunches;
  private final Function<String, SsmClient> newSsm;
  private final Function<String, ServiceQuotasClient> newQuotas;
  private final Function<String, StsClient> newSts;
  private final Function<String, IamClient> newIam;
  private final Map<String, SdkAutoCloseable> clients = new ConcurrentHashMap<>();

  /** Clients from the SDK's default chain. */
  public AwsClients() {
    this(UrlConnectionHttpClient.create(), _ -> {});
  }

  /**
   * Clients over this HTTP client, each adjusted before it is built: for tests, which lose answers
   * or redirect.
   */
  public AwsClients(SdkHttpClient http, Adjustment adjustment) {
    newEc2 =
        region ->
            built(
                Ec2Client.builder().httpClient(http),
                region,
                AwsRetryStrategy.standardRetryStrategy(),
                adjustment);
    // RunInstances: the SDK would retry "no capacity" sent as a server error (aws.md 2.3); a repeat
    // is the workflow's decision.
    newLaunches =
        region ->
            built(
                Ec2Client.builder().httpClient(http),
                region,
                AwsRetryStrategy.doNotRetry(),
                adjustment);
    newSsm =
        region ->
            built(
                SsmClient.builder().httpClient(http),
                region,
                AwsRetryStrategy.standardRetryStrategy(),
                adjustment);
    newQuotas =
        region ->
            built(
                ServiceQuotasClient.builder().httpClient(http),
                region,
                AwsRetryStrategy.standardRetryStrategy(),
                adjustment);
    newSts =
        region ->
            built(
                StsClient.builder().httpClient(http),
                region,
                AwsRetryStrategy.standardRetryStrategy(),
                adjustment);
    newIam =
        region ->
            built(
                IamClient.builder().httpClient(http),
                region,
                AwsRetryStrategy.standardRetryStrategy(),
                adjustment);
  }

  /** Changes a client builder before the client is built. */
  @FunctionalInterface
  public interface Adjustment {
    /** Called once per client. */
    void adjust(AwsClientBuilder<?, ?> builder);
  }

  /** EC2, for everything but launches. */
  public Ec2Client ec2(String region) {
    return (Ec2Client) clients.computeIfAbsent("ec2/" + region, _ -> newEc2.apply(region));
  }

  /** EC2, for RunInstances. */
  public Ec2Client launches(String region) {
    return (Ec2Client)
        clients.computeIfAbsent("launches/" + region, _ -> newLaunches.apply(region));
  }

  /** Systems Manager. */
  public SsmClient ssm(String region) {
    return (SsmClient) clients.computeIfAbsent("ssm/" + region, _ -> newSsm.apply(region));
  }

  /** Service Quotas. */
  public ServiceQuotasClient quotas(String region) {
    return (ServiceQuotasClient)
        clients.computeIfAbsent("quotas/" + region, _ -> newQuotas.apply(region));
  }

  /** Security Token Service: who calls. */
  public StsClient sts(String region) {
    return (StsClient) clients.computeIfAbsent("sts/" + region, _ -> newSts.apply(region));
  }

  /** Identity and Access Management: one for all regions, which signs for this one. */
  public IamClient iam() {
    return (IamClient) clients.computeIfAbsent("iam", _ -> newIam.apply(Region.US_EAST_1.id()));
  }

  @Override
  public void close() {
    clients.values().forEach(SdkAutoCloseable::close);
  }

  private static <B extends AwsClientBuilder<B, C>, C> C built(
      B builder, String region, RetryStrategy retries, Adjustment adjustment) {
    builder
        .region(Region.of(region))
        .overrideConfiguration(
            o ->
                o.retryStrategy(retries)
                    .apiCallAttemptTimeout(Duration.ofSeconds(10))
                    .apiCallTimeout(Duration.ofSeconds(30)));
    adjustment.adjust(builder);
    return builder.build();
  }
}
