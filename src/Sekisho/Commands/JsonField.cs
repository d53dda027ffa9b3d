namespace Sekisho.Commands;

/// <summary>One field of a command's JSON lines, for the documentation.</summary>
/// <param name="Name">The name.</param>
/// <param name="Meaning">What it says, with unit and whether it may be absent.</param>
internal sealed record JsonField(string Name, string Meaning);
