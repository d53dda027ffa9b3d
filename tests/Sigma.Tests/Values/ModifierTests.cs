using System.Text;
using Sekisho.Sigma.Reading;
using Sekisho.Sigma.Values;

namespace Sekisho.Sigma.Tests.Values;

public sealed class ModifierTests
{
    [Theory]
    [InlineData("-x", true)]
    [InlineData("/x", true)]
    [InlineData("\u2013x", true)]
    [InlineData("\u2014x", true)]
    [InlineData("\u2015x", true)]
    [InlineData("+x", false)]
    public void Windash_takes_all_five_dashes(string option, bool fires) => Assert.Equal(fires, Scene.Fires("A|contains|windash: ' -x '", $$"""{"A":"cmd {{option}} y"}"""));

    [Theory]
    [InlineData("\u2013enc", "-enc", true)]
    [InlineData("/enc", "\u2015enc", true)]
    [InlineData("\u2014enc", "/enc", true)]
    [InlineData("\u2014enc", "+enc", false)]
    public void Windash_takes_any_of_the_five_in_the_rule_for_any_of_the_five(string wanted, string given, bool fires) => Assert.Equal(fires, Scene.Fires($"A|windash|contains: '{wanted}'", $$"""{"A":"cmd {{given}} y"}"""));

    [Fact]
    public void Windash_leaves_dashes_inside_words_alone()
    {
        Assert.True(Scene.Fires("A|windash|contains: '-param-name'", """{"A":"/param-name"}"""));
        Assert.False(Scene.Fires("A|windash|contains: '-param-name'", """{"A":"/param/name"}"""));
    }

    [Fact]
    public void Windash_with_all_wants_each_value_in_any_of_its_forms()
    {
        Assert.True(Scene.Fires("A|windash|contains|all: ['-a', '-b']", """{"A":"/b -a"}"""));
        Assert.False(Scene.Fires("A|windash|contains|all: ['-a', '-b']", """{"A":"/a -a"}"""));
    }

    [Theory]
    [InlineData("-a -b -c", "/a -b \u2013c", true)]
    [InlineData("-a -b -c -d", "-a /b -c \u2015d", true)]
    [InlineData("-a -b -c -d", "-a /b -c +d", false)]
    [InlineData("-a -b -c -d -e -f -g -h", "-a /b \u2013c \u2014d \u2015e -f /g -h", true)]
    [InlineData("-a -b -c -d -e -f -g -h", "-a /b -c -d -e -f /g h", false)]
    public void Windash_takes_any_number_of_dashes(string wanted, string given, bool fires)
    {
        Assert.Equal(fires, Scene.Fires($"A|windash: '{wanted}'", $$"""{"A":"{{given}}"}"""));
        Assert.Equal(fires, Scene.Fires($"A|windash|contains: '{wanted}'", $$"""{"A":"x {{given}} y"}"""));
    }

    [Fact]
    public void Base64_of_the_value_is_looked_for()
    {
        Assert.True(Scene.Fires("A|base64|contains: 'http:/'", $$"""{"A":"{{Convert.ToBase64String("http://x"u8)}}"}"""));
        Assert.True(Scene.Fires("A|wide|base64|contains: IEX", $$"""{"A":"{{Convert.ToBase64String(Encoding.Unicode.GetBytes("IEX"))}}"}"""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("12")]
    [InlineData("123")]
    public void Base64offset_finds_the_value_wherever_it_lies(string before)
    {
        foreach (var value in (string[])["evil", "evil2", "evil33", "\u00e9vil"])
            Assert.True(Scene.Fires($"A|base64offset|contains: '{value}'", $$"""{"A":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(before + value + "behind"))}}"}"""));
        Assert.True(Scene.Fires("A|utf16le|base64offset|contains: 'evil'", $$"""{"A":"{{Convert.ToBase64String(Encoding.Unicode.GetBytes(before + "evil behind"))}}"}"""));
    }

    [Fact]
    public void Base64offset_gives_the_parts_that_do_not_change() =>
        Assert.Equal(["Zm9v", "Zvb", "mb2"], Base64Text.EncodeAtOffsets("foo"u8.ToArray()).Select(Encoding.ASCII.GetString));

    [Fact]
    public void Wide_text_is_utf_16()
    {
        Assert.Equal([0x63, 0], WideText.LittleEndian("c"u8.ToArray()));
        Assert.Equal([0, 0x63], WideText.BigEndian("c"u8.ToArray()));
        Assert.Equal([0xFF, 0xFE, 0x63, 0], WideText.WithMark(SigmaString.Parse("c")).Parts[0].Bytes);
    }

    [Theory]
    [InlineData("A|re: '^a.c$'", "abc", true)]
    [InlineData("A|re: '^a.c$'", "ABC", false)]
    [InlineData("A|re|i: '^a.c$'", "ABC", true)]
    [InlineData("A|re: 'b'", "abc", true)]
    [InlineData("A|re: '^b'", "a\\nb", false)]
    [InlineData("A|re|m: '^b'", "a\\nb", true)]
    [InlineData("A|re: 'a.b'", "a\\nb", false)]
    [InlineData("A|re|s: 'a.b'", "a\\nb", true)]
    [InlineData(@"A|re: '(?<!x)b'", "ab", true)]
    [InlineData(@"A|re: 'a\_b\/c'", "a_b/c", true)]
    [InlineData(@"A|re: 'a\hb'", "a b", true)]
    [InlineData(@"A|re: 'a\hb'", "ahb", false)]
    [InlineData(@"A|re: '^[\h_]+$'", "_ _", true)]
    [InlineData(@"A|re: 'a\Rb'", "a\\r\\nb", true)]
    [InlineData(@"A|re: 'a\Nb'", "a\\nb", false)]
    [InlineData(@"A|re: 'a\Kb'", "ab", true)]
    [InlineData(@"A|re: '\Qa.b\E$'", "a.b", true)]
    [InlineData(@"A|re: '\Qa.b\E$'", "axb", false)]
    [InlineData(@"A|re: '\x{61}b'", "ab", true)]
    [InlineData(@"A|re: '\x61bcde'", "abcde", true)]
    [InlineData(@"A|re: '\u0061bcde'", "abcde", true)]
    [InlineData(@"A|re: '\pLbcde'", "abcde", true)]
    [InlineData(@"A|re: '(?P<x>abc)(?P=x)'", "abcabc", true)]
    [InlineData(@"A|re: '(?P<x>abc)(?P=x)'", "abcab", false)]
    [InlineData(@"A|re: '^[[:digit:][:upper:]]+$'", "A1", true)]
    [InlineData(@"A|re: '^[[:digit:][:upper:]]+$'", "a1", false)]
    [InlineData(@"A|re: '^[a-z-[b]+$'", "a[-b", true)]
    [InlineData(@"A|re: '^a++ab'", "aaab", false)]
    [InlineData(@"A|re: '^(?:ab){1,3}+abc'", "abababc", false)]
    [InlineData(@"A|re: '^(a+)+b'", "aab", true)]
    [InlineData("A|re|startswith: 'b'", "ab", false)]
    [InlineData("A|re|endswith: 'b'", "ab", true)]
    public void Regular_expressions_are_found_anywhere_and_mind_the_case(string selection, string value, bool fires) => Assert.Equal(fires, Scene.Fires(selection, $$"""{"A":"{{value}}"}"""));

    [Theory]
    [InlineData("10.0.0.0/8", "10.255.1.2", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "10.1.2", false)]
    [InlineData("10.0.0.0/8", "10.1.2.3.4", false)]
    [InlineData("10.0.0.0/8", "10.1.2.256", false)]
    [InlineData("192.168.1.1", "192.168.1.1", true)]
    [InlineData("0.0.0.0/0", "255.1.1.1", true)]
    [InlineData("fe80::/10", "fe80::1%eth0", true)]
    [InlineData("fe80::/10", "2001:db8::1", false)]
    [InlineData("::/0", "10.0.0.1", false)]
    [InlineData("10.0.0.0/8", "hello", false)]
    public void Addresses_are_in_networks(string network, string address, bool fires) => Assert.Equal(fires, Scene.Fires($"A|cidr: '{network}'", $$"""{"A":"{{address}}"}"""));

    [Theory]
    [InlineData("A|fieldref: B", """{"A":"x","B":"X"}""", true)]
    [InlineData("A|fieldref: B", """{"A":"x","B":"y"}""", false)]
    [InlineData("A|fieldref: B", """{"A":"x"}""", false)]
    [InlineData("A|fieldref|neq: B", """{"A":"x","B":"y"}""", true)]
    [InlineData("A|fieldref|endswith: B", """{"A":"xyz","B":"yz"}""", true)]
    [InlineData("A|fieldref|startswith: B", """{"A":"xyz","B":"yz"}""", false)]
    [InlineData("A|fieldref|contains: B", """{"A":"xyz","B":"y"}""", true)]
    [InlineData("A|fieldref|cased: B", """{"A":"x","B":"X"}""", false)]
    public void A_field_can_be_compared_with_another(string selection, string json, bool fires) => Assert.Equal(fires, Scene.Fires(selection, json));

    [Theory]
    [InlineData("T|minute: 30", true)]
    [InlineData("T|hour: [9, 10]", true)]
    [InlineData("T|day: 2", false)]
    [InlineData("T|week: 18", true)]
    [InlineData("T|month: 5", true)]
    [InlineData("T|year: 2024", true)]
    [InlineData("T|hour|gte: 10", true)]
    [InlineData("T|hour|lt: 10", false)]
    public void Parts_of_a_date_are_numbers(string selection, bool fires) => Assert.Equal(fires, Scene.Fires(selection, """{"T":"2024-05-01T10:30:00Z"}"""));

    [Fact]
    public void Placeholders_stand_for_their_values()
    {
        const string Rule = "title: t\nlogsource: {product: test}\ndetection:\n  s:\n    A|expand: 'x-%names%'\n  condition: s\n";
        var scene = new Scene(Rule, new Dictionary<string, IReadOnlyList<string>> { ["names"] = ["a", "b*"] });
        Assert.Single(scene.Hits("""{"A":"X-A"}"""));
        Assert.Single(scene.Hits("""{"A":"x-bcd"}"""));
        Assert.Empty(scene.Hits("""{"A":"x-c"}"""));
        Assert.Empty(scene.Hits("""{"A":"x-%names%"}"""));
        var without = Assert.Single(new Scene(Rule).Problems);
        Assert.Equal(RuleProblemKind.Skipped, without.Kind);
        Assert.Contains("%names%", without.Problem, StringComparison.Ordinal);
        Assert.True(Scene.Fires("A: '%names%'", """{"A":"%names%"}"""));
        Assert.True(Scene.Fires(@"A|expand: '\%names\%'", """{"A":"%names%"}"""));
    }

    [Theory]
    [InlineData("A|foo: x", "no modifier 'foo'")]
    [InlineData("A|Contains: x", "no modifier 'Contains'")]
    [InlineData("A|re: '('", "cannot be read")]
    [InlineData("A|cidr: '10.0.0.0/33'", "no network")]
    [InlineData("A|base64: 'a*'", "wildcards")]
    [InlineData("A|gt: abc", "needs a number")]
    [InlineData("A|exists: maybe", "true or false")]
    [InlineData("A|contains|re: x", "'re' must come before")]
    [InlineData("A|i: x", "cannot be applied")]
    [InlineData("A|contains: null", "which is null")]
    [InlineData("A: []", "no values")]
    [InlineData("A: {B: c}", "neither a value nor a list")]
    public void What_makes_no_sense_is_told(string selection, string says)
    {
        var problem = Assert.Single(Scene.Of($"s:\n  {selection}\ncondition: s").Problems);
        Assert.Contains(says, problem.Problem, StringComparison.Ordinal);
        Assert.Equal(7, problem.Place.Line);
    }
}
