namespace Sekisho.MailAuth.MtaSts;

/// <summary>What was read of a policy.</summary>
/// <param name="Policy">The policy, or null where the file is none.</param>
/// <param name="Problem">What is wrong with it, in words, or null.</param>
public sealed record StsReading(StsPolicy? Policy, string? Problem);
