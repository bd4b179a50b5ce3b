package dev.berth.simulator.iam;

import dev.berth.simulator.wire.QueryService;
import java.util.Map;

/** Security Token Service: names the identity of the caller. */
public final class Sts extends QueryService {

  /** STS for these identities. */
  public Sts(Identities identities) {
    super(
        "https://sts.amazonaws.com/doc/2011-06-15/",
        Map.of(
            "GetCallerIdentity",
            (call, result) ->
                result
                    .add("Arn", identities.arn(call.caller()))
                    .add("UserId", call.caller())
                    .add("Account", identities.account())));
  }
}
