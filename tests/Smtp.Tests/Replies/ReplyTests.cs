using System.Buffers;
using System.Text;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Tests.Replies;

public sealed class ReplyTests
{
    [Fact]
    public void Every_line_carries_both_codes()
    {
        var output = new ArrayBufferWriter<byte>();
        var reply = new SmtpReply(550, new EnhancedCode(5, 7, 1), ["one", "two"]);
        Assert.Equal(30, reply.WriteTo(output));
        Assert.Equal("550-5.7.1 one\r\n550 5.7.1 two\r\n", Encoding.ASCII.GetString(output.WrittenSpan));
        Assert.Equal("550 5.7.1 one / two", reply.ToString());
    }

    [Fact]
    public void Text_from_elsewhere_never_makes_a_second_reply()
    {
        var output = new ArrayBufferWriter<byte>();
        new SmtpReply(250, null, "x\r\n250 y\0").WriteTo(output);
        Assert.Equal("250 x  250 y \r\n", Encoding.ASCII.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("5.7.1 text", 5, 7, 1, 6)]
    [InlineData("2.0.0", 2, 0, 0, 5)]
    [InlineData("4.123.999 x", 4, 123, 999, 10)]
    public void An_enhanced_code_is_read(string text, int @class, int subject, int detail, int consumed)
    {
        Assert.True(EnhancedCode.TryRead(text, out var code, out var took));
        Assert.Equal((new EnhancedCode(@class, subject, detail), consumed), (code, took));
        Assert.Equal(text[..took].TrimEnd(), code.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("3.1.1 x")]
    [InlineData("5.7.x")]
    [InlineData("5.7.1x")]
    [InlineData("5.1234.1")]
    [InlineData("5.7.1234")]
    [InlineData("5..11")]
    [InlineData("5.7. 1")]
    public void What_is_none_is_not_read(string text) => Assert.False(EnhancedCode.TryRead(text, out _, out _));
}
