using Sekisho.Inspect.Language.Phrases;
using Sekisho.Inspect.Language.Text;

namespace Sekisho.Inspect.Tests.Language;

public sealed class PhraseTableTests
{
    [Theory]
    [InlineData("Please VERIFY your account today", "credential")]
    [InlineData("your account has been suspended.", "account_threat")]
    [InlineData("Congratulations, you have been selected", "prize")]
    [InlineData("アカウントの確認をお願いします。24時間以内に", "urgency")]
    [InlineData("I have recorded you", "extortion")]
    [InlineData("could you change my direct deposit", "payroll")]
    [InlineData("振込先の変更をお願いします", "bank_change")]
    [InlineData("buy some gift cards and scratch the back", "gift_card")]
    public void Wording_is_found_by_its_purpose(string text, string group) => Assert.Contains(group, Find(PhraseTable.BuiltIn, text).Select(phrase => phrase.Group));

    [Theory]
    [InlineData("unverify your accounting")]
    [InlineData("the delivery of the paper was late")]
    [InlineData("")]
    [InlineData("v")]
    public void Words_within_words_are_no_phrases(string text) => Assert.Empty(Find(PhraseTable.BuiltIn, text));

    [Fact]
    public void A_line_stands_for_every_choice()
    {
        var table = new PhraseTable(["[one]", "(send|give) (me |)the (code|codes)", "# remark"]);
        Assert.Equal(8, table.Count);
        Assert.Equal(["give the codes"], Find(table, "now give the codes please").Select(phrase => phrase.Text));
    }

    [Fact]
    public void No_more_than_the_limit_is_told()
    {
        var table = new PhraseTable(["[one]", .. Enumerable.Range(0, 100).Select(i => $"word{(char)('a' + i % 26)}{(char)('a' + i / 26)}")]);
        var text = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"word{(char)('a' + i % 26)}{(char)('a' + i / 26)}"));
        Assert.Equal(PhraseTable.MaxFound, Find(table, text).Count);
    }

    [Fact]
    public void A_line_before_the_first_class_is_refused() => Assert.Throws<FormatException>(() => new PhraseTable(["some words"]));

    [Theory]
    [InlineData("Call +1 (888) 555-0199 now", 1)]
    [InlineData("TEL 03-5555-0112 / 090-5555-0199", 2)]
    [InlineData("Order 1234567890 of 2026-01-02", 0)]
    public void Telephone_numbers_are_counted(string text, int count) => Assert.Equal(count, PhoneNumbers.Count(text));

    private static HashSet<Phrase> Find(PhraseTable table, string text)
    {
        var folded = new FoldedText();
        folded.Append(text);
        var found = new HashSet<Phrase>();
        table.Find(folded.Span, found);
        return found;
    }
}
