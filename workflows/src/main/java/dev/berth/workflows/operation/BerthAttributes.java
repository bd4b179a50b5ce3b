package dev.berth.workflows.operation;

import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import io.temporal.common.SearchAttributeKey;
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

  /** A {@link OperationState#word()}. */
  public static final SearchAttributeKey<String> STATE =
      SearchAttributeKey.forKeyword("BerthState");

  /** A {@link FailureType#word()} while it holds the operation, or once it made it unwind. */
  public static final SearchAttributeKey<String> REASON =
      SearchAttributeKey.forKeyword("BerthReason");

  /** All of them, for the creation of a namespace. */
  public static final List<SearchAttributeKey<String>> ALL =
      List.of(CUSTOMER, ENVIRONMENT, REGION, PLAN, STATE, REASON);

  private BerthAttributes() {}
}
