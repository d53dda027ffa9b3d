using Sekisho.TransparencyLog.Hashing;

namespace Sekisho.TransparencyLog.Notes;

/// <summary>Takes lines off the front of a text; each must end with a line feed.</summary>
internal ref struct LineReader(ReadOnlySpan<char> text)
{
    /// <summary>What is left.</summary>
    public ReadOnlySpan<char> Rest { get; private set; } = text;

    /// <summary>The next line, without its end; false when there is none that ends.</summary>
    public bool TryTake(out ReadOnlySpan<char> line)
    {
        var end = Rest.IndexOf('\n');
        line = end < 0 ? default : Rest[..end];
        if (end < 0) return false;
        Rest = Rest[(end + 1)..];
        return true;
    }

    /// <summary>Hashes in base 64, one a line, to an empty line.</summary>
    public bool TryTakeHashes(int most, out List<TreeHash> hashes)
    {
        hashes = [];
        while (TryTake(out var line))
        {
            if (line.IsEmpty) return true;
            if (hashes.Count == most || !TreeHash.TryParse(line, out var hash)) return false;
            hashes.Add(hash);
        }

        return false;
    }
}
