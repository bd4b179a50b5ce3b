package dev.berth.workflows.operation;

import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import java.util.List;

/**
 * The six search attributes by which operators find runs. No more: a namespace on SQL has ten
 * keywords.
 */
public final class BerthAttributes {
  public static final SearchAttributeKey<String> CUSTOMER =
      SearchAttributeKey.forKeyword("BerthCustomer");
  public static final SearchAttributeKey<String> ENVIRONMENT =
      SearchAttributeKey.forKeyword("BerthEnvironment");
  public static final SearchAttributeKey<String> REGION =
      SearchAttributeKey.forKeyword("BerthRegion");
  public static final SearchAttributeKey<String> PLAN = SearchAttributeKey.forKeyword("BerthPlan");

  /** A {@link State#word()}. */
  public static final SearchAttributeKey<String> STATE =
      SearchAttributeKey.forKeyword("BerthState");

  /** A {@link FailureType#word()} while it holds the operation, or once it made it unwind. */
  public static final SearchAttributeKey<String> REASON =
      SearchAttributeKey.forKeyword("BerthReason");

  /** All of them, for whoever creates a namespace. */
  public static final List<SearchAttributeKey<String>> ALL =
      List.of(CUSTOMER, ENVIRONMENT, REGION, PLAN, STATE, REASON);

  private BerthAttributes() {}

  /** The attributes that a host's run starts with. */
  public static SearchAttributes host(String region, String plan) {
    return SearchAttributes.newBuilder()
        .set(REGION, region)
        .set(PLAN, plan)
        .set(STATE, State.RUNNING.word())
        .build();
  }

  /** The attributes that a core's run starts with. */
  public static SearchAttributes core(
      String customer, String environment, String region, String plan) {
    return SearchAttributes.newBuilder(host(region, plan))
        .set(CUSTOMER, customer)
        .set(ENVIRONMENT, environment)
        .build();
  }
}
