using Sekisho.Identity.OneTimeCodes;

namespace Sekisho.Identity.Tests.OneTimeCodes;

public sealed class RecoveryCodesTests
{
    [Fact]
    public void Ten_codes_each_fit_their_own_record_and_no_other()
    {
        using var keys = TestKeys.Ring();
        var codes = new RecoveryCodes(keys);
        var set = codes.New("a1");
        Assert.Equal((10, 10), (set.Codes.Distinct().Count(), set.Records.Distinct().Count()));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(set.Records[i], codes.Find("a1", set.Codes[i], set.Records));
            Assert.Equal(set.Records[i], codes.Find("a1", " " + set.Codes[i].ToLowerInvariant().Replace('-', ' '), set.Records));
            Assert.Null(codes.Find("a2", set.Codes[i], set.Records));
            // Used: the store has removed its record.
            Assert.Null(codes.Find("a1", set.Codes[i], [.. set.Records.Where((_, at) => at != i)]));
        }

        Assert.Matches("^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$", set.Codes[0]);
        Assert.DoesNotContain(set.Codes[0], set.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_texts_and_damaged_records_fit_nothing()
    {
        using var keys = TestKeys.Ring();
        var codes = new RecoveryCodes(keys);
        var set = codes.New("a1");
        foreach (var text in new[] { "", "AAAA-AAAA-AAAA-AAAA", set.Codes[0] + "A", set.Codes[0][..^1], "!", new string('A', 65) }) Assert.Null(codes.Find("a1", text, set.Records));
        Assert.Equal(set.Records[0], codes.Find("a1", set.Codes[0].PadRight(RecoveryCodes.LongestText), set.Records));
        Assert.Null(codes.Find("a1", set.Codes[0].PadRight(RecoveryCodes.LongestText + 1), set.Records));
        Assert.Null(codes.Find("a1", set.Codes[0], ["", ".", "x.y", "9." + set.Records[0][2..], "99999999999999999999.AA"]));
    }

    [Fact]
    public void Codes_of_an_older_key_still_work()
    {
        using var keys = TestKeys.Ring(1);
        var codes = new RecoveryCodes(keys);
        var set = codes.New("a1");
        Assert.True(keys.TryAdd(2, TestKeys.Bytes(2), makeCurrent: true));
        Assert.Equal(set.Records[3], codes.Find("a1", set.Codes[3], set.Records));
        Assert.True(keys.TryRemove(1));
        Assert.Null(codes.Find("a1", set.Codes[3], set.Records));
    }
}
