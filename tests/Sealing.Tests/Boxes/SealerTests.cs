using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Keys;
using Sekisho.Testing;

namespace Sekisho.Sealing.Tests.Boxes;

public sealed class SealerTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void One_ephemeral_key_serves_many_boxes_for_a_minute_and_then_another_one()
    {
        using var sealer = new Sealer(_clock);
        using var pair = SealingKeyPair.Create();

        var first = PointOf(sealer, pair);
        _clock.Advance(TimeSpan.FromSeconds(Sealer.EphemeralSeconds - 1));
        var second = PointOf(sealer, pair);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var third = PointOf(sealer, pair);

        Assert.Equal(first, second);
        Assert.NotEqual(first, third);
    }

    [Fact]
    public void The_most_shared_secrets_are_kept_and_one_recipient_more_begins_anew()
    {
        using var sealer = new Sealer(_clock);
        using var pair = SealingKeyPair.Create();

        // Many names of one key: a name is what is remembered.
        var first = Point(sealer, new SealingPublicKey(KeyId.New(), pair.Public.Point.ToArray()));
        for (var i = 1; i < Sealer.MaxSharedSecrets; i++)
            Assert.Equal(first, Point(sealer, new SealingPublicKey(KeyId.New(), pair.Public.Point.ToArray())));

        Assert.NotEqual(first, Point(sealer, new SealingPublicKey(KeyId.New(), pair.Public.Point.ToArray())));
    }

    [Fact]
    public void Many_threads_seal_while_the_ephemeral_key_changes_and_every_box_opens()
    {
        using var sealer = new Sealer(_clock);
        using var pair = SealingKeyPair.Create();
        var boxes = new byte[400][];

        Parallel.For(0, boxes.Length, i =>
        {
            if (i % 20 == 0) _clock.Advance(TimeSpan.FromSeconds(Sealer.EphemeralSeconds));
            boxes[i] = sealer.Seal(pair.Public, SealPurpose.ContentKey, default, BitConverter.GetBytes(i));
        });

        for (var i = 0; i < boxes.Length; i++)
        {
            Assert.True(SealedBox.TryParse(boxes[i], out var box));
            using var key = BoxOpener.Derive(pair, box.Header, SealPurpose.ContentKey, default);
            Assert.Equal(i, BitConverter.ToInt32(box.Open(key!)!.Span));
        }
    }

    [Fact]
    public void A_sealer_that_was_disposed_of_seals_nothing()
    {
        var sealer = new Sealer(_clock);
        sealer.Dispose();
        using var pair = SealingKeyPair.Create();

        Assert.Throws<ObjectDisposedException>(() => sealer.Seal(pair.Public, SealPurpose.ContentKey, default, default));
    }

    private static string PointOf(Sealer sealer, SealingKeyPair pair) => Point(sealer, pair.Public);

    private static string Point(Sealer sealer, SealingPublicKey key) =>
        Convert.ToHexString(sealer.Seal(key, SealPurpose.ContentKey, default, default).AsSpan(33, 64));
}
