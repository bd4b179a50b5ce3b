package dev.berth.simulator.wire;

import com.sun.net.httpserver.Headers;

/** An AWS service: how its calls are read, answered and refused. */
public interface Service {

  Call read(String caller, String region, Headers headers, String body);

  /** Does what is asked, as one step on the region. */
  String answer(Call call);

  String refusal(AwsError error, String requestId);

  /** Its own way to say that there are too many calls. */
  AwsError throttled();

  /** Its own way to say that the caller may not do this. */
  AwsError denied(String message);

  String contentType();
}
