using System.Text;
using Sekisho.Testing.Fuzzing;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.Fuzz.Targets;

/// <summary>The readers of entry bundles and of tile paths: no bytes make them throw, and the ways of reading agree.</summary>
public sealed class TransparencyLogBundleTarget : IFuzzTarget
{
    public string Name => "tlog-bundle";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        [0, 1, 65, 0, 0, 0, 2, 66, 67],
        [0xFF, 0xFF, 1, 2, 3],
        "tile/0/x001/x234/067"u8.ToArray(),
        "tile/entries/000.p/12"u8.ToArray(),
    ];

    public void Run(byte[] input)
    {
        var count = 0;
        ReadOnlySpan<byte> rest = input;
        while (EntryBundle.TryTake(ref rest, out var entry))
        {
            if (!EntryBundle.TryGet(input, count, out var again) || !again.SequenceEqual(entry)) throw new InvalidOperationException("Two ways of reading an entry disagree.");
            if (++count == TilePath.FullWidth) break;
        }

        Span<int> ends = stackalloc int[TilePath.FullWidth];
        if (EntryBundle.TryMeasure(input, count, ends) != rest.IsEmpty) throw new InvalidOperationException("Measuring and taking disagree.");
        var text = Encoding.UTF8.GetString(input);
        if (TilePath.TryParse(text, out var tile) && tile.ToString() != text) throw new InvalidOperationException("A path does not survive.");
    }
}
