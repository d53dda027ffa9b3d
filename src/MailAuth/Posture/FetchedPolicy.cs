namespace Sekisho.MailAuth.Posture;

/// <summary>What fetching a policy gave.</summary>
/// <param name="File">The file, or null.</param>
/// <param name="Problem">Why there is none, in words; null where there is one.</param>
public sealed record FetchedPolicy(byte[]? File, string? Problem);
