namespace Sekisho.MailAuth.Reports.Aggregate;

/// <summary>Why a disposition is not what the policy says (RFC 9990 §3.1.6).</summary>
/// <param name="Type">local_policy, mailing_list, other, policy_test_mode, trusted_forwarder; of RFC 7489 also forwarded, sampled_out.</param>
/// <param name="Comment">In words, or null.</param>
public sealed record OverrideReason(string Type, string? Comment);
