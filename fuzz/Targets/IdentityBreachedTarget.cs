using System.Text;
using Sekisho.Identity.BreachedPasswords;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>The file of leaked passwords, damaged in all ways, and the lists that it is built from: an answer, never an exception.</summary>
public sealed class IdentityBreachedTarget : IFuzzTarget
{
    public string Name => "identity-breached";

    public IReadOnlyList<byte[]> Seeds { get; } = MakeSeeds();

    public void Run(byte[] input)
    {
        if (BreachedPasswordFile.Open(new Ranges(input)) is { } list)
        {
            for (var i = 0; i < 32; i++) _ = list.FindHash([(byte)(i * 8), (byte)i, 0, 0, 0, 0, 0, 0]);
            if (list.FalsePositiveRate < 0) throw new InvalidOperationException("A negative rate.");
        }

        var text = Encoding.UTF8.GetString(input);
        Build(file => BuildBreachedPasswords.FromHashes(new StringReader(text), input.Length / 43, 1, file));
        Build(file => BuildBreachedPasswords.FromPasswords(new StringReader(text), file));
    }

    // What was built can be opened, is whole, and has as many entries as said.
    private static void Build(Func<Stream, BreachedBuild> build)
    {
        using var file = new MemoryStream();
        var built = build(file);
        if (built.Status != BreachedBuildStatus.Done) return;
        var list = BreachedPasswordFile.Open(new Ranges(file.ToArray())) ?? throw new InvalidOperationException("A built file cannot be opened.");
        if (list.Entries != built.Entries || !list.IsWhole()) throw new InvalidOperationException("A built file is not whole.");
    }

    private static List<byte[]> MakeSeeds()
    {
        using var file = new MemoryStream();
        using var lines = new StringReader(string.Join('\n', Enumerable.Range(0, 200).Select(i => $"password {i}")));
        BuildBreachedPasswords.FromPasswords(lines, file);
        return
        [
            file.ToArray(),
            "0000000000000000000000000000000000000001:5\r\n7C4A8D09CA3762AF61E59520943DC26494F8941B:1\nFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF:9"u8.ToArray(),
            "correct horse\nbattery staple\n"u8.ToArray(),
        ];
    }

    private sealed class Ranges(byte[] bytes) : IByteRanges
    {
        public long Length => bytes.Length;

        public bool TryRead(long offset, Span<byte> into)
        {
            if (offset < 0 || offset > bytes.Length - into.Length) return false;
            bytes.AsSpan((int)offset, into.Length).CopyTo(into);
            return true;
        }
    }
}
