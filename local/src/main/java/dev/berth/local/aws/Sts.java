package dev.berth.local.aws;

import java.util.Map;

/** Security Token Service: says who calls. */
final class Sts extends QueryService {

  Sts(Identities identities) {
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
