using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Contents;
using Sekisho.Sealing.Keys;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>The readers of boxes, records and contents: no bytes make them throw, and nothing opens but what was sealed.</summary>
public sealed class SealBoxTarget : IFuzzTarget, IDisposable
{
    private static readonly byte[] Key = new byte[32];

    private readonly SealingKeyPair _pair = SealingKeyPair.Create();
    private readonly HashSet<string> _sealed = [];

    public SealBoxTarget()
    {
        using var sealer = new Sealer(TimeProvider.System);
        Seeds =
        [
            sealer.Seal(_pair.Public, SealPurpose.ContentKey, default, new byte[32]),
            sealer.Seal(_pair.Public, SealPurpose.ContentKey, default, default),
            SealedRecord.Seal(Key, SealPurpose.Envelope, default, "{}"u8),
            ContentSealer.Seal(Key, default),
            ContentSealer.Seal(Key, "Subject: x\r\n\r\nbody"u8),
            [],
        ];
        foreach (var seed in Seeds) _sealed.Add(Convert.ToBase64String(seed));
    }

    public string Name => "seal-box";

    public IReadOnlyList<byte[]> Seeds { get; }

    public void Run(byte[] input)
    {
        var opened = OpenBox(input)
            || SealedRecord.Open(Key, SealPurpose.Envelope, default, input) is not null
            || SealedContentReader.Open(Key, input) is not null;
        var read = Reads(input);
        if (read != (SealedContentReader.Open(Key, input) is not null)) throw new InvalidOperationException("The two readers of contents disagree.");
        if (opened && !_sealed.Contains(Convert.ToBase64String(input))) throw new InvalidOperationException("Something opened that nobody has sealed.");
    }

    public void Dispose() => _pair.Dispose();

    private static bool Reads(byte[] input)
    {
        try
        {
            using var reader = new SealedContentReader(Key, new MemoryStream(input));
            reader.CopyTo(Stream.Null);
            return true;
        }
        catch (SealBrokenException)
        {
            return false;
        }
    }

    private bool OpenBox(byte[] input)
    {
        if (!SealedBox.TryParse(input, out var box)) return false;
        using var key = BoxOpener.Derive(_pair, box.Header, SealPurpose.ContentKey, default);
        if (key is null) return false;
        using var secret = box.Open(key);
        return secret is not null;
    }
}
