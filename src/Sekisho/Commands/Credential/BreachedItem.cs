namespace Sekisho.Commands.Credential;

/// <summary>A file of leaked passwords that was built.</summary>
internal sealed record BreachedItem(string File, long Entries, long Bytes);
