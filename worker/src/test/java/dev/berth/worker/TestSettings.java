package dev.berth.worker;

import java.util.HashMap;
import java.util.Map;

/** A configuration with nothing wrong in it. */
final class TestSettings {
  private TestSettings() {}

  static Map<String, Object> good() {
    Map<String, Object> good = new HashMap<>();
    good.put("berth.installation", "test");
    good.put("berth.worker.port", -1);
    good.put("berth.registry.url", "jdbc:postgresql://127.0.0.1:1/berth");
    good.put("berth.registry.user", "postgres");
    good.put("berth.registry.password", "hush-hush");
    String region = "berth.regions.us-east-1.";
    good.put(region + "zones.us-east-1a", "subnet-0a");
    good.put(region + "zones.us-east-1-bos-1a", "subnet-0b");
    good.put(region + "security-group-id", "sg-0a");
    good.put(region + "instance-profile", "berth-host");
    good.put(region + "base-image", "ami-0a");
    good.put(region + "url-scheme", "https");
    good.put(region + "domain", "cores.example.com");
    String server = "berth.database-servers.main.";
    good.put(server + "region", "us-east-1");
    good.put(server + "host", "main.example.com");
    good.put(server + "port", 5432);
    good.put(server + "admin-secret", "/berth/test/databases/main");
    good.put(server + "connection-budget", 150);
    return good;
  }
}
