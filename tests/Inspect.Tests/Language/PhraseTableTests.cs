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
    [InlineData("Could you purchase a few gift vouchers", "gift_card")]
    [InlineData("ギフトカードの購入をお願いできますか", "gift_card")]
    [InlineData("Please note that our bank details have changed", "bank_change")]
    [InlineData("振込先変更のお知らせ", "bank_change")]
    [InlineData("Can you process a wire transfer today?", "wire_today")]
    [InlineData("本日中に送金をお願いします", "wire_today")]
    [InlineData("This concerns a confidential acquisition", "secret_deal")]
    [InlineData("極秘案件のため他言無用でお願いします", "secret_deal")]
    [InlineData("Your network has been breached", "ransom")]
    [InlineData("we will launch a massive DDoS attack", "ransom")]
    [InlineData("Hello, pervert!", "extortion")]
    [InlineData("あなたの端末にトロイの木馬をインストールしました", "extortion")]
    [InlineData("アダルトサイトを閲覧したとき", "extortion")]
    [InlineData("To cancel the subscription dial the number below", "refund_call")]
    [InlineData("For a refund call +1 888 555 0100", "refund_call")]
    [InlineData("至急お電話ください", "refund_call")]
    [InlineData("パスワードの有効期限が切れます", "mailbox")]
    [InlineData("メールボックスの容量が上限に達しました", "mailbox")]
    [InlineData("incoming messages are on hold", "mailbox")]
    [InlineData("再配達のご依頼はこちら", "parcel_fee")]
    [InlineData("関税のお支払いが必要です", "parcel_fee")]
    [InlineData("未払いの料金をご確認ください", "account_threat")]
    public void Wording_is_found_by_its_purpose(string text, string group) => Assert.Contains(group, Find(PhraseTable.BuiltIn, text).Select(phrase => phrase.Group));

    [Theory]
    [InlineData("unverify your accounting")]
    [InlineData("the delivery of the paper was late")]
    [InlineData("the acquisition of new books is no secret")]
    [InlineData("we wired the stage lights yesterday")]
    [InlineData("ご来店の際はお電話でご予約を")]
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
