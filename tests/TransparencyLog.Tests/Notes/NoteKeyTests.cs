using Sekisho.TransparencyLog.Notes;
using Sekisho.TransparencyLog.Tests.Support;

namespace Sekisho.TransparencyLog.Tests.Notes;

public sealed class NoteKeyTests
{
    private static readonly string Good = new Ed25519NoteSigner("log.example", Keys.Seed("key"), Keys.Ed25519).Key.ToString();

    [Fact]
    public void A_key_survives_its_text()
    {
        Assert.True(NoteKey.TryParse(Good, out var key));
        Assert.Equal(Good, key.ToString());
        Assert.Equal("log.example", key.Name);
        Assert.Equal(NoteAlgorithm.Ed25519, key.Algorithm);
    }

    [Fact]
    public void A_key_whose_identifier_does_not_fit_is_none()
    {
        Assert.False(NoteKey.TryParse(Good.Replace("log.example", "log.exemple", StringComparison.Ordinal), out _));
        Assert.False(NoteKey.TryParse("log.example+00000000+" + Good.Split('+', 3)[2], out _));
        Assert.False(NoteKey.TryParse(Good + "A", out _));
        Assert.False(NoteKey.TryParse(Good[..^4], out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("name")]
    [InlineData("name+00000000")]
    [InlineData("name+0000000+AAAA")]
    [InlineData("+00000000+AAAA")]
    [InlineData("na me+00000000+AAAA")]
    public void What_is_not_a_key_is_not_read(string? text) => Assert.False(NoteKey.TryParse(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("a\u3000b")]
    public void A_name_has_neither_spaces_nor_plus_signs(string name) =>
        Assert.Throws<ArgumentException>(() => NoteKey.Of(name, NoteAlgorithm.Ed25519, new byte[32]));
}
