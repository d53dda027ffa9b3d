using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Sekisho.TransparencyLog.Hashing;
using Sekisho.TransparencyLog.Notes;

namespace Sekisho.TransparencyLog.Checkpoints;

/// <summary>What a log says of itself: its name, its size and the hash over all of it (C2SP tlog-checkpoint). Signed, it is a note's text.</summary>
/// <param name="Origin">The log's name.</param>
/// <param name="Size">How many entries it has.</param>
/// <param name="Root">The hash of the tree over them.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>Lines after the third, each with its line feed; opaque. Empty for none.</summary>
    public string Extensions { get; init; } = "";

    /// <summary>Reads a note's text. Any text may be given.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        ArgumentNullException.ThrowIfNull(text);
        checkpoint = null;
        var lines = new LineReader(text);
        if (!lines.TryTake(out var origin) || origin.IsEmpty) return false;
        if (!lines.TryTake(out var number) || !DecimalText.TryRead(number, out var size)) return false;
        if (!lines.TryTake(out var hash) || !TreeHash.TryParse(hash, out var root)) return false;
        var extensions = lines.Rest.ToString();
        while (!lines.Rest.IsEmpty)
        {
            if (!lines.TryTake(out var extension) || extension.IsEmpty) return false;
        }

        checkpoint = new Checkpoint(origin.ToString(), size, root) { Extensions = extensions };
        return true;
    }

    /// <summary>The text to sign.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n{Extensions}");
}
