/**
 * A simulator of one AWS account: EC2 and Systems Manager over their own wire protocols, spoken to
 * the unmodified AWS SDK. Read {@link AwsSimulator} first.
 */
package dev.berth.simulator;
