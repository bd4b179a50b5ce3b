package dev.berth.activities.aws;

import dev.berth.activities.attempt.Lease;
import dev.berth.workflows.operation.Bounds;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
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
  private final SdkHttpClient http;
  private final Adjustment adjustment;
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
    this.http = http;
    this.adjustment = adjustment;
  }

  /** Changes a client builder before the client is built. */
  @FunctionalInterface
  public interface Adjustment {
    /** Called once per client. */
    void adjust(AwsClientBuilder<?, ?> builder);
  }

  /** No request leaves a worker that stood still for too long. */
  private static final class UnderLease implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(
        Context.BeforeTransmission request, ExecutionAttributes attributes) {
      Lease.require();
    }
  }

  /** EC2, for everything but launches. */
  public Ec2Client ec2(String region) {
    return client("ec2", Ec2Client::builder, region, AwsRetryStrategy.standardRetryStrategy());
  }

  /**
   * EC2, for RunInstances. The SDK would retry "no capacity" sent as a server error (aws.md 2.3); a
   * repeat is the workflow's decision.
   */
  public Ec2Client launches(String region) {
    return client("launches", Ec2Client::builder, region, AwsRetryStrategy.doNotRetry());
  }

  /** Systems Manager. */
  public SsmClient ssm(String region) {
    return client("ssm", SsmClient::builder, region, AwsRetryStrategy.standardRetryStrategy());
  }

  /** Service Quotas. */
  public ServiceQuotasClient quotas(String region) {
    return client(
        "quotas", ServiceQuotasClient::builder, region, AwsRetryStrategy.standardRetryStrategy());
  }

  /** Security Token Service: the caller's identity. */
  public StsClient sts(String region) {
    return client("sts", StsClient::builder, region, AwsRetryStrategy.standardRetryStrategy());
  }

  /** Identity and Access Management: one for all regions, which signs for this one. */
  public IamClient iam() {
    return client(
        "iam", IamClient::builder, Region.US_EAST_1.id(), AwsRetryStrategy.standardRetryStrategy());
  }

  @Override
  public void close() {
    clients.values().forEach(SdkAutoCloseable::close);
  }

  @SuppressWarnings("unchecked") // a name stands for one type of client
  private <
          B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkAutoCloseable>
      C client(String name, Supplier<B> builder, String region, RetryStrategy retries) {
    return (C)
        clients.computeIfAbsent(
            name + "/" + region, _ -> built(builder.get().httpClient(http), region, retries));
  }

  private <B extends AwsClientBuilder<B, C>, C> C built(
      B builder, String region, RetryStrategy retries) {
    builder
        .region(Region.of(region))
        .overrideConfiguration(
            o ->
                o.retryStrategy(retries)
                    .apiCallAttemptTimeout(Duration.ofSeconds(10))
                    .apiCallTimeout(Bounds.ANSWER)
                    .addExecutionInterceptor(new UnderLease()));
    adjustment.adjust(builder);
    return builder.build();
  }
}
