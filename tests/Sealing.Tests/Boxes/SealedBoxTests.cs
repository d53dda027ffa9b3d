using System.Security.Cryptography;
using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Keys;
using Sekisho.Testing;

namespace Sekisho.Sealing.Tests.Boxes;

public sealed class SealedBoxTests : IDisposable
{
    private static readonly byte[] Secret = "the key of one message, 32 bytes"u8.ToArray();

    private readonly ManualTimeProvider _clock = new();
    private readonly Sealer _sealer;
    private readonly SealingKeyPair _pair = SealingKeyPair.Create();

    public SealedBoxTests() => _sealer = new Sealer(_clock);

    public void Dispose()
    {
        _sealer.Dispose();
        _pair.Dispose();
    }

    [Fact]
    public void What_is_sealed_opens_with_the_key_derived_from_the_private_key_and_the_header()
    {
        var box = Parse(_sealer.Seal(_pair.Public, SealPurpose.ContentKey, "message 1"u8, Secret));

        Assert.True(BoxHeader.TryParse(box.Header.Bytes.ToArray(), out var header));
        using var key = BoxOpener.Derive(_pair, header, SealPurpose.ContentKey, "message 1"u8);
        using var secret = box.Open(key!);

        Assert.Equal(_pair.Id, header.KeyId);
        Assert.Equal(Secret, secret!.Span.ToArray());
    }

    [Fact]
    public void A_box_key_opens_its_own_box_and_no_other()
    {
        var first = Parse(Seal());
        var second = Parse(Seal());
        using var key = BoxOpener.Derive(_pair, first.Header, SealPurpose.ContentKey, default);

        Assert.NotNull(first.Open(key!));
        Assert.Null(second.Open(key!));
    }

    [Theory]
    [InlineData(SealPurpose.Summary, "")]
    [InlineData(SealPurpose.ContentKey, "message 2")]
    public void Another_purpose_or_context_opens_nothing(SealPurpose purpose, string context)
    {
        var box = Parse(Seal());
        using var key = BoxOpener.Derive(_pair, box.Header, purpose, System.Text.Encoding.UTF8.GetBytes(context));

        Assert.Null(box.Open(key!));
    }

    [Fact]
    public void Another_private_key_derives_nothing()
    {
        using var other = SealingKeyPair.Create();

        Assert.Null(BoxOpener.Derive(other, Parse(Seal()).Header, SealPurpose.ContentKey, default));
    }

    [Fact]
    public void A_key_of_the_same_name_with_another_private_key_opens_nothing()
    {
        using var other = SealingKeyPair.Create();
        using var secret = other.ExportPrivate();
        using var namesake = SealingKeyPair.Import(_pair.Id, secret.Span);
        var box = Parse(Seal());
        using var key = BoxOpener.Derive(namesake!, box.Header, SealPurpose.ContentKey, default);

        Assert.Null(box.Open(key!));
    }

    [Fact]
    public void A_box_with_any_bit_changed_does_not_open()
    {
        var bytes = Seal();
        var refused = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 1;
            if (!SealedBox.TryParse(changed, out var box))
            {
                refused++;
                continue;
            }

            using var key = BoxOpener.Derive(_pair, box.Header, SealPurpose.ContentKey, default);
            Assert.True(key is null || box.Open(key) is null, $"bit changed in byte {i}");
        }

        Assert.Equal(1, refused); // the version
    }

    [Fact]
    public void A_point_that_is_not_on_the_curve_derives_nothing()
    {
        var bytes = Seal();
        bytes.AsSpan(33, 64).Fill(7);

        Assert.Null(BoxOpener.Derive(_pair, Parse(bytes).Header, SealPurpose.ContentKey, default));
        Assert.True(SealingPublicKey.TryRead(KeyId.New(), bytes.AsSpan(33, 64), out var point));
        Assert.False(point.IsOnCurve());
        Assert.True(_pair.Public.IsOnCurve());
        Assert.Throws<CryptographicException>(() => _sealer.Seal(point, SealPurpose.ContentKey, default, Secret));
    }

    [Fact]
    public void A_secret_may_have_64_KiB_and_not_one_byte_more()
    {
        var box = Parse(_sealer.Seal(_pair.Public, SealPurpose.Summary, default, new byte[SealedBox.MaxSecretBytes]));
        using var key = BoxOpener.Derive(_pair, box.Header, SealPurpose.Summary, default);

        Assert.Equal(SealedBox.MaxSecretBytes, box.Open(key!)!.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => _sealer.Seal(_pair.Public, SealPurpose.Summary, default, new byte[SealedBox.MaxSecretBytes + 1]));
        Assert.False(SealedBox.TryParse(new byte[SealedBox.OverheadBytes + SealedBox.MaxSecretBytes + 1], out _));
        Assert.False(SealedBox.TryParse(new byte[SealedBox.OverheadBytes - 1], out _));
    }

    [Fact]
    public void A_context_may_have_128_bytes_and_not_one_more()
    {
        _sealer.Seal(_pair.Public, SealPurpose.Summary, new byte[SealedBox.MaxContextBytes], Secret);

        Assert.Throws<ArgumentOutOfRangeException>(() => _sealer.Seal(_pair.Public, SealPurpose.Summary, new byte[SealedBox.MaxContextBytes + 1], Secret));
        Assert.Null(BoxOpener.Derive(_pair, Parse(Seal()).Header, SealPurpose.Summary, new byte[SealedBox.MaxContextBytes + 1]));
    }

    [Fact]
    public void A_box_of_the_first_version_still_opens()
    {
        // Made by another implementation of the form that is on disks: a change of the form must come with a new version.
        using var pair = SealingKeyPair.Import(KeyId.Read(Convert.FromHexString(OldBox.KeyId)), Convert.FromHexString(OldBox.PrivateKey));
        var box = Parse(Convert.FromHexString(OldBox.Bytes));
        using var key = BoxOpener.Derive(pair!, box.Header, SealPurpose.ContentKey, "old"u8);
        using var secret = box.Open(key!);

        Assert.Equal("old secret"u8.ToArray(), secret!.Span.ToArray());
    }

    private static SealedBox Parse(byte[] bytes)
    {
        Assert.True(SealedBox.TryParse(bytes, out var box));
        return box;
    }

    private byte[] Seal() => _sealer.Seal(_pair.Public, SealPurpose.ContentKey, default, Secret);
}
