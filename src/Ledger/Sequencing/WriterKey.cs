using System.Runtime.InteropServices;

namespace Sekisho.Ledger.Sequencing;

/// <summary>A writer: role and call token as the host knows them, and which start of its process. Never what the request claims to be.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WriterKey(string Role, string Caller, string Start)
{
    /// <summary>The longest start identifier, in characters.</summary>
    public const int MaxStartLength = 64;

    /// <summary>As it stands in the log.</summary>
    public string Name => $"{Caller}-{Start}";

    /// <summary>Whether a start identifier has the form that is taken.</summary>
    public static bool IsStart(string start) =>
        start.Length is > 0 and <= MaxStartLength && start.All(character => char.IsAsciiLetterOrDigit(character));

    /// <summary>Reads the form in the log.</summary>
    public static WriterKey Parse(string role, string name)
    {
        var dash = name.LastIndexOf('-');
        return dash < 0 ? new WriterKey(role, "", name) : new WriterKey(role, name[..dash], name[(dash + 1)..]);
    }
}
