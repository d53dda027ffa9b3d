using System.Text;
using Sekisho.Smtp.Client;
using Sekisho.Smtp.Client.Sessions;

namespace Sekisho.Smtp.Tests.Client;

public sealed class ReplyParserTests
{
    private static readonly SmtpClientLimits Limits = new() { MaxReplyLineBytes = 40, MaxReplyLines = 3, MaxReplyBytes = 100 };

    [Theory]
    [InlineData("250 2.1.0 Ok\r\n", "250 2.1.0 Ok")]
    [InlineData("250\r\n", "250 ")]
    [InlineData("250 \r\n", "250 ")]
    [InlineData("250 Ok\n", "250 Ok")]
    [InlineData("250-a\r\n250-b\r\n250 c\r\n", "250 a / b / c")]
    [InlineData("550-5.1.1 No\r\n550 5.1.1 such\r\n", "550 5.1.1 No / such")]
    [InlineData("250-a\r\n550 b\r\n", "550 a / b")]
    [InlineData("550 2.1.1 wrong class\r\n", "550 2.1.1 wrong class")]
    [InlineData("250 a\u0007\u001b[31mb\r\n", "250 a  [31mb")]
    public void A_reply_is_put_together(string bytes, string expected)
    {
        var (parse, reply) = Parse(bytes);
        Assert.Equal((ReplyParse.Complete, expected), (parse, reply));
    }

    [Fact]
    public void An_enhanced_code_of_another_class_is_only_text()
    {
        var parser = new ReplyParser(Limits);
        parser.Take("550 2.1.1 wrong\r\n"u8, out _);
        Assert.Null(parser.Reply!.Enhanced);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("25\r\n")]
    [InlineData("2500 x\r\n")]
    [InlineData("abc\r\n")]
    [InlineData("150 x\r\n")]
    [InlineData("650 x\r\n")]
    [InlineData("250-a\r\nnext\r\n")]
    public void What_is_no_reply_is_bad(string bytes) => Assert.Equal(ReplyParse.Bad, Parse(bytes).Parse);

    [Fact]
    public void A_line_at_the_limit_is_taken_and_one_byte_more_is_bad()
    {
        Assert.Equal(ReplyParse.Complete, Parse("250 " + new string('x', 36) + "\r\n").Parse);
        Assert.Equal(ReplyParse.Bad, Parse("250 " + new string('x', 37) + "\r\n").Parse);
        Assert.Equal(ReplyParse.Bad, Parse("250 " + new string('x', 38)).Parse);
    }

    [Fact]
    public void Three_lines_are_taken_and_four_are_bad()
    {
        Assert.Equal(ReplyParse.Complete, Parse("250-a\r\n250-b\r\n250 c\r\n").Parse);
        Assert.Equal(ReplyParse.Bad, Parse("250-a\r\n250-b\r\n250-c\r\n250 d\r\n").Parse);
    }

    [Fact]
    public void A_hundred_bytes_are_taken_and_one_more_is_bad()
    {
        // The line feeds are not counted.
        var lines = "250-" + new string('x', 36) + "\n250-" + new string('y', 36) + "\n250 ";
        Assert.Equal(ReplyParse.Complete, Parse(lines + new string('z', 16) + "\n").Parse);
        Assert.Equal(ReplyParse.Bad, Parse(lines + new string('z', 17) + "\n").Parse);
    }

    [Fact]
    public void Replies_in_one_piece_are_taken_one_by_one_and_in_pieces_of_one_byte_alike()
    {
        var bytes = "250-a\r\n250 b\r\n354 go\r\n"u8;
        var parser = new ReplyParser(Limits);
        Assert.Equal(ReplyParse.Complete, parser.Take(bytes, out var consumed));
        Assert.Equal(14, consumed);
        Assert.Equal(ReplyParse.Complete, parser.Take(bytes[consumed..], out _));
        Assert.Equal(354, parser.Reply!.Code);

        var replies = new List<string>();
        foreach (var one in bytes.ToArray())
            if (parser.Take([one], out _) == ReplyParse.Complete) replies.Add(parser.Reply!.ToString());
        Assert.Equal(["250 a / b", "354 go"], replies);
    }

    private static (ReplyParse Parse, string? Reply) Parse(string bytes)
    {
        var parser = new ReplyParser(Limits);
        var parse = parser.Take(Encoding.UTF8.GetBytes(bytes), out _);
        return (parse, parser.Reply?.ToString());
    }
}
