namespace Sekisho.Inspect.Containers.Disks;

/// <summary>One name of a file.</summary>
/// <param name="Folder">The record of the folder that it stands in.</param>
/// <param name="Text">The name.</param>
/// <param name="IsShort">It is the one for DOS, beside a long one.</param>
internal sealed record NtfsName(long Folder, string Text, bool IsShort);
