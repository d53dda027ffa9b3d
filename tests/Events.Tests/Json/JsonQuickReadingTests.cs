using System.Globalization;
using System.IO.Compression;
using System.Text;
using Sekisho.Events.Json;
using Sekisho.Events.Names;
using Sekisho.Testing;

namespace Sekisho.Events.Tests.Json;

/// <summary>The quick way over JSON must say what the base library's reader says, or leave it to that one.</summary>
public sealed class JsonQuickReadingTests
{
    private const int MaxDepth = 8;

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"a\":{},\"b\":[],\"c\":[[],{}],\"d\":[{\"x\":1},{\"x\":2,\"y\":{}}]}")]
    [InlineData("{\"a\":[1,-0,0.5,-1e+7,1E2,12345678901234567890],\"t\":true,\"f\":false,\"n\":null}")]
    [InlineData("\t{ \"a\" : \"x\" , \"b\" :\r\n[ 1 , 2 ] }  ,, ")]
    [InlineData("{\"\":{\"\":1,\"b\":{\"\":2}},\"a\":{\"\":3}}")]
    [InlineData("{\"a\\u0041\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\\ud800x\\uDC00\",\"aA\":1,\"a\\\"b\":{\"c\\\\\":2}}")]
    [InlineData("{\"Event\":{\"EventData\":{\"Data\":[{\"@Name\":\"Image\",\"#text\":\"i\"},{\"@Name\":\"User\",\"#text\":[1,2]},{\"#text\":\"none\"},{\"@Name\":\"E\",\"#text\":{}}]}}}")]
    [InlineData("{\"EventData\":{\"Data\":[{\"#attributes\":{\"Name\":\"Image\"},\"#text\":\"i\"},{\"#attributes\":{\"Name\":\"Im\\u0061ge\"},\"#text\":\"i\"}]}}")]
    [InlineData("{\"a\":1,\"a\":2,\"A\":3,\"a\":{\"a\":4}}")]
    [InlineData("{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"h\":1}}}}}}}}")]
    public void Plain_json_is_read_the_quick_way(string json) => Assert.True(Compare(new Pair(), Encoding.UTF8.GetBytes(json.Trim('\t')), wantQuick: true));

    [Theory]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":[1,]}")]
    [InlineData("{\"a\":1/* remark */}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":+1}")]
    [InlineData("{\"a\":1.}")]
    [InlineData("{\"a\":.5}")]
    [InlineData("{\"a\":1e}")]
    [InlineData("{\"a\":-}")]
    [InlineData("{\"a\":truer}")]
    [InlineData("{\"a\":nul}")]
    [InlineData("{\"a\":\"\\x\"}")]
    [InlineData("{\"a\":\"\\u12g4\"}")]
    [InlineData("{\"a\":\"\u0001\"}")]
    [InlineData("{\"a\":\"tab\t\"}")]
    [InlineData("{\"a\":\"open}")]
    [InlineData("{\"a\":\"\\")]
    [InlineData("{\"a\":\"\\u00")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{\"a\":1 \"b\":2}")]
    [InlineData("{\"a\":1]")]
    [InlineData("{\"a\":[1}")]
    [InlineData("{,}")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\":1} x")]
    [InlineData("{\"a\":1}\0")]
    [InlineData("{\"a\":1\0}")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("")]
    [InlineData("{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"h\":{\"i\":1}}}}}}}}}")]
    public void What_is_not_plain_is_left_to_the_slow_way(string json) => Assert.False(Compare(new Pair(), Encoding.UTF8.GetBytes(json), wantQuick: false));

    [Fact]
    public void Bytes_that_are_no_utf_8_pass_both_ways() => Assert.True(Compare(new Pair(), [.. "{\"a"u8, 0xFF, .. "\":\"b"u8, 0xC0, 0x80, .. "\\n\"}"u8], wantQuick: true));

    [Theory]
    [InlineData(JsonFlattening.MaxNameBytes - 4, true)]
    [InlineData(JsonFlattening.MaxNameBytes - 3, false)]
    public void Too_long_a_name_is_no_name(int length, bool named)
    {
        var pair = new Pair();
        var json = Encoding.UTF8.GetBytes($"{{\"a\":{{\"{new string('k', length)}\":{{\"b\":1}},\"c\":2}}}}");
        Assert.True(Compare(pair, json, wantQuick: true));
        Assert.Equal(named, pair.Quick.NameId(0) >= 0);
        Assert.True(pair.Quick.NameId(1) >= 0);
    }

    [Fact]
    public void Members_in_any_order_are_found()
    {
        var pair = new Pair();
        string[] members = ["\"a\":1", "\"ab\":\"x\"", "\"b\":{\"a\":2,\"c\":[3,4]}", "\"c\":null", "\"a\\u0062\":5"];
        for (var seed = 0; seed < 500; seed++)
        {
            var order = members.OrderBy(member => HashCode.Combine(seed, StringComparer.Ordinal.GetHashCode(member))).Take(1 + (seed % members.Length));
            Assert.True(Compare(pair, Encoding.UTF8.GetBytes($"{{{string.Join(',', order)}}}"), wantQuick: true));
        }
    }

    [Fact]
    public void A_log_that_invents_names_is_read_all_the_same()
    {
        var pair = new Pair();
        for (var i = 0; i < 40_000; i++)
            Assert.True(Compare(pair, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"n{i}\":{{\"m{i}\":1}},\"plain\":2}}")), wantQuick: true));
    }

    [Fact]
    public void A_text_keeps_its_escapes_until_somebody_asks()
    {
        var pair = new Pair();
        Assert.Null(pair.Flattening.Read("{\"a\":\"C:\\\\Windows\\\\x.exe\",\"b\":\"y\"}"u8, pair.Quick));
        Assert.Equal("C:\\Windows\\x.exe", Encoding.UTF8.GetString(pair.Quick.Text(0)));
        Assert.Equal("C:\\Windows\\x.exe", Encoding.UTF8.GetString(pair.Quick.Text(0)));
        Assert.Equal("y", Encoding.UTF8.GetString(pair.Quick.Text(1)));
    }

    [CorpusFact("detect/otrf-atomic")]
    public void Both_ways_agree_over_host_logs()
    {
        var (lines, quick) = (0, 0);
        var pair = new Pair();
        foreach (var archive in Corpora.Files("detect/otrf-atomic", "*.zip").Take(60))
        {
            using var zip = ZipFile.OpenRead(archive);
            foreach (var entry in zip.Entries.Where(entry => entry.FullName.EndsWith(".json", StringComparison.Ordinal)))
            {
                using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
                for (var i = 0; i < 300 && reader.ReadLine() is { } line; i++)
                {
                    lines++;
                    if (Compare(pair, Encoding.UTF8.GetBytes(line), wantQuick: null)) quick++;
                }
            }
        }

        Assert.InRange(lines, 10_000, int.MaxValue);
        Assert.InRange(quick, lines - 100, lines);
    }

    /// <summary>Reads both ways and compares; gives whether the quick way read it.</summary>
    private static bool Compare(Pair pair, byte[] json, bool? wantQuick)
    {
        pair.Quick.Clear();
        pair.Slow.Clear();
        var quick = pair.Reading.TryRead(json, pair.Quick);
        if (wantQuick is { } wanted) Assert.Equal(wanted, quick);
        if (!quick)
        {
            Assert.Equal(0, pair.Quick.Count);
            return false;
        }

        Assert.Null(pair.Flattening.ReadSlowly(json, pair.Slow));
        Assert.Equal(pair.Slow.Count, pair.Quick.Count);
        for (var i = 0; i < pair.Slow.Count; i++)
        {
            Assert.Equal(pair.Slow.NameId(i), pair.Quick.NameId(i));
            Assert.Equal(pair.Slow.Kind(i), pair.Quick.Kind(i));
            Assert.Equal(pair.Slow.Text(i).ToArray(), pair.Quick.Text(i).ToArray());
        }

        return true;
    }

    private sealed class Pair
    {
        public Pair()
        {
            var names = new FieldNames();
            Reading = new JsonQuickReading(names, MaxDepth);
            Flattening = new JsonFlattening(names, MaxDepth);
        }

        public JsonQuickReading Reading { get; }

        public JsonFlattening Flattening { get; }

        public EventRecord Quick { get; } = new();

        public EventRecord Slow { get; } = new();
    }
}
