package dev.berth.simulator.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.simulator.account.Ledger;
import dev.berth.simulator.account.RegionState;
import dev.berth.simulator.fault.Faults;
import dev.berth.simulator.wire.AwsError;
import dev.berth.simulator.wire.JsonService;
import dev.berth.simulator.wire.Request;
import java.util.Map;

/** Service Quotas: the one that matters, vCPUs of running On-Demand Standard instances. */
public final class ServiceQuotas extends JsonService<RegionState> {

  private static final String SERVICE = "ec2";
  private static final String QUOTA = "L-1216C47A";

  /** The same quota in every region of this ledger. */
  public ServiceQuotas(Ledger ledger, Faults faults) {
    super(
        "ServiceQuotasV20190624",
        ledger::region,
        Map.of("GetServiceQuota", (_, request) -> quota(request, faults.vcpuLimit())));
  }

  private static Map<String, ?> quota(JsonNode request, int limit) {
    if (!Request.required(request, "ServiceCode").equals(SERVICE)
        || !Request.required(request, "QuotaCode").equals(QUOTA)) {
      throw AwsError.refused(
          "NoSuchResourceException",
          "The request failed because the specified quota does not exist.");
    }
    return Map.of(
        "Quota",
        Map.of(
            "ServiceCode",
            SERVICE,
            "ServiceName",
            "Amazon Elastic Compute Cloud (Amazon EC2)",
            "QuotaCode",
            QUOTA,
            "QuotaName",
            "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
            "Value",
            (double) limit,
            "Unit",
            "None",
            "Adjustable",
            true,
            "GlobalQuota",
            false));
  }

  @Override
  public AwsError throttled() {
    return new AwsError(
        "TooManyRequestsException", 429, "Due to throttling, the request was denied.");
  }
}
