using System.Diagnostics;
using System.Globalization;
using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Contents;
using Sekisho.Sealing.Keys;
using Sekisho.Sealing.Tags;

// What sealing costs on one core. Usage: Sekisho.Bench.Sealing [SECONDS PER LINE]
var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 1;
using var sealer = new Sealer(TimeProvider.System);
using var pair = SealingKeyPair.Create();
var key = new byte[32];
var secret = new byte[64];
var large = new byte[16 * 1024 * 1024];
var small = new byte[5 * 1024];
new Random(1).NextBytes(large);
var sealedLarge = ContentSealer.Seal(key, large);
var box = sealer.Seal(pair.Public, SealPurpose.ContentKey, default, secret);
_ = SealedBox.TryParse(box, out var parsed);
using var boxKey = BoxOpener.Derive(pair, parsed!.Header, SealPurpose.ContentKey, default);
using var tags = new TagKey(key);

Measure("content 16 MiB sealed", () => ContentSealer.Seal(key, large), large.Length);
Measure("content 16 MiB opened", () => SealedContentReader.Open(key, sealedLarge), large.Length);
Measure("content 5 KiB sealed", () => ContentSealer.Seal(key, small), small.Length);
Measure("box sealed, shared secret kept", () => sealer.Seal(pair.Public, SealPurpose.ContentKey, default, secret));
Measure("box sealed, first to a key", () =>
{
    using var fresh = new Sealer(TimeProvider.System);
    fresh.Seal(pair.Public, SealPurpose.ContentKey, default, secret);
});
Measure("box key derived (vault)", () => BoxOpener.Derive(pair, parsed.Header, SealPurpose.ContentKey, default)!.Dispose());
Measure("box opened with its key", () => parsed.Open(boxKey!)!.Dispose());
Measure("record sealed", () => SealedRecord.Seal(key, SealPurpose.Envelope, default, secret));
Measure("tag", () => tags.Of("address"u8, "somebody@example.org"));
Measure("key pair made", () => SealingKeyPair.Create().Dispose());
var exported = pair.ExportPrivate().Span.ToArray();
Measure("key pair imported", () => SealingKeyPair.Import(pair.Id, exported)!.Dispose());

void Measure(string what, Action action, long bytes = 0)
{
    action();
    var count = 0;
    var watch = Stopwatch.StartNew();
    while (watch.Elapsed.TotalSeconds < seconds)
    {
        action();
        count++;
    }

    var each = watch.Elapsed.TotalMicroseconds / count;
    Console.WriteLine($"{what,-32} {each,10:F2} µs" + (bytes > 0 ? $"  {bytes / each / 1000,6:F2} GB/s" : ""));
}
