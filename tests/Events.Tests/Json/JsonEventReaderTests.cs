using System.Text;
using Sekisho.Events.Json;
using Sekisho.Events.Names;

namespace Sekisho.Events.Tests.Json;

public sealed class JsonEventReaderTests
{
    [Fact]
    public void One_object_a_line_is_an_event_each_and_a_broken_line_hurts_no_other()
    {
        var read = Read("{\"a\":1}\n\n{\"a\":\n{\"a\":2} x\r\n{\"a\":3},\n[1]\n{\"a\":4}");
        Assert.Equal(["1: a=1", "3: It ", "4: Som", "5: a=3", "6: It ", "7: a=4"], read.Select(one => one[..6]));
    }

    [Fact]
    public void Objects_over_several_lines_and_arrays_are_read()
    {
        Assert.Equal(["2: a=1", "5: a=}{\" b=2"], Read("\n{\n\"a\":1}\n,\n{\"a\":\"}{\\\"\",\n\"b\":2}"));
        Assert.Equal(["1: a=1", "1: a=2"], Read("[{\"a\":1},{\"a\":2}]"));
        Assert.Equal(["1: a=1"], Read("\u00EF\u00BB\u00BF{\"a\":1}"));
        Assert.Equal(["1: a=é"], Read(Encoding.Latin1.GetString([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"a\":\"é\"}")])));
    }

    [Fact]
    public void Text_that_is_no_json_is_told_and_ends()
    {
        Assert.Equal(["1: Her", "2: Her"], Read("hello\nworld").Select(one => one[..6]));
        Assert.Empty(Read(""));
        Assert.Empty(Read("[]"));
    }

    [Fact]
    public void Values_keep_their_kind_and_text() =>
        Assert.Equal(["1: t=x\ty n=1.50 b=true f=false z=null e=null a=1 a=2 o.p=q"], Read("{\"t\":\"x\\ty\",\"n\":1.50,\"b\":true,\"f\":false,\"z\":null,\"e\":[],\"a\":[1,2],\"o\":{\"p\":\"q\"}}"));

    [Fact]
    public void Escapes_become_utf_8_and_half_pairs_a_replacement() =>
        Assert.Equal(["1: a=é😀\uFFFDx"], Read("{\"a\":\"\\u00e9\\ud83d\\ude00\\ud800x\"}"));

    [Theory]
    [InlineData("{\"Event\":{\"System\":{\"Provider\":{\"#attributes\":{\"Name\":\"P\"}},\"EventID\":{\"#attributes\":{\"Qualifiers\":1},\"#text\":7045},\"Channel\":\"System\",\"EventRecordID\":9},\"EventData\":{\"Image\":\"i\",\"Data\":{\"#text\":[\"x\",\"y\"]}}}}", "9: Provider_Name=P EventID_Qualifiers=1 EventID=7045 Channel=System EventRecordID=9 Image=i Data=x Data=y")]
    [InlineData("{\"Event\":{\"EventData\":{\"Data\":[{\"@Name\":\"Image\",\"#text\":\"i\"},{\"@Name\":\"User\",\"#text\":\"u\"}]}}}", "1: Image=i User=u")]
    [InlineData("{\"Event\":{\"EventData\":{\"Data\":[{\"#attributes\":{\"Name\":\"Image\"},\"#text\":\"i\"}]}}}", "1: Image=i")]
    [InlineData("{\"Event\":{\"UserData\":{\"LogFileCleared\":{\"SubjectUserName\":\"u\"}}}}", "1: SubjectUserName=u")]
    [InlineData("{\"Event\":{\"System\":{\"Provider_attributes\":{\"Name\":\"P\"},\"EventID\":1}}}", "1: Provider_Name=P EventID=1")]
    [InlineData("{\"winlog\":{\"channel\":\"System\",\"event_id\":\"7045\",\"record_id\":5,\"provider_name\":\"P\",\"computer_name\":\"c\",\"event_data\":{\"ServiceName\":\"s\"}}}", "5: Channel=System EventID=7045 EventRecordID=5 Provider_Name=P Computer=c ServiceName=s")]
    public void Windows_events_of_all_shapes_get_the_names_of_rules(string json, string read) => Assert.Equal([read], Read(json));

    [Theory]
    [InlineData("{\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"EventID\":1}", "windows/sysmon/process_creation")]
    [InlineData("{\"Channel\":\"Security\",\"EventID\":\"4688\"}", "windows/security/process_creation")]
    [InlineData("{\"Channel\":\"security\",\"EventID\":4657,\"OperationType\":\"%%1905\"}", "windows/security/registry_event+registry_set")]
    [InlineData("{\"Channel\":\"Security\",\"EventID\":4657}", "windows/security/")]
    [InlineData("{\"Channel\":\"ForwardedEvents\",\"SourceName\":\"Microsoft-Windows-Sysmon\",\"EventID\":22}", "windows/sysmon/dns_query")]
    [InlineData("{\"Channel\":\"Microsoft-Windows-PowerShell/Operational\",\"EventID\":4104}", "windows/powershell/ps_script")]
    [InlineData("{\"Channel\":\"Other\",\"EventID\":1}", "windows/-/")]
    [InlineData("{\"eventVersion\":\"1\",\"eventSource\":\"s3\",\"eventName\":\"x\",\"awsRegion\":\"r\"}", "aws/cloudtrail/")]
    [InlineData("{\"a\":1}", "unknown")]
    public void The_log_source_is_told_from_what_the_event_says(string json, string source)
    {
        var record = new EventRecord();
        using var reader = new JsonEventReader(new MemoryStream(Encoding.UTF8.GetBytes(json)), new EventReaderOptions());
        Assert.Equal(EventReadStatus.Event, reader.Read(record));
        Assert.Equal(source, record.Source.ToString());
    }

    [Theory]
    [InlineData("{\"UtcTime\":\"2024-05-01 10:30:00.123\"}", "2024-05-01T10:30:00.1230000Z")]
    [InlineData("{\"SystemTime\":\"2024-05-01T10:30:00.123456789Z\",\"UtcTime\":\"2023-01-01\"}", "2024-05-01T10:30:00.1234567Z")]
    [InlineData("{\"@timestamp\":\"2024-05-01T12:30:00+02:00\"}", "2024-05-01T10:30:00.0000000Z")]
    [InlineData("{\"timestamp\":1714559400}", "2024-05-01T10:30:00.0000000Z")]
    [InlineData("{\"ts\":1714559400000}", "2024-05-01T10:30:00.0000000Z")]
    [InlineData("{\"time\":\"yesterday\"}", null)]
    public void The_time_is_found_in_what_logs_call_it(string json, string? time)
    {
        var record = new EventRecord();
        using var reader = new JsonEventReader(new MemoryStream(Encoding.UTF8.GetBytes(json)), new EventReaderOptions());
        Assert.Equal(EventReadStatus.Event, reader.Read(record));
        Assert.Equal(time, record.Time?.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void An_event_longer_than_the_limit_is_skipped_and_told()
    {
        string Line(int length) => "{\"a\":\"" + new string('x', length - 8) + "\"}";
        var options = new EventReaderOptions { MaxEventBytes = 400_000 };
        Assert.Equal(["1: a=x", "2: It ", "3: a=1"], Read($"{Line(400_000)}\n{Line(400_001)}\n{{\"a\":1}}", options).Select(one => one[..6]));
        Assert.Equal(["1: a=1", "2: It "], Read($"{{\"a\":1}}\n{Line(900_000)}", options).Select(one => one[..6]));
    }

    [Fact]
    public void Depth_is_bounded()
    {
        string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
        var options = new EventReaderOptions { MaxDepth = 8 };
        Assert.Equal(["1: a.a.a.a.a.a.a.a=1"], Read(Nested(8), options));
        Assert.StartsWith("1: It is not valid JSON", Assert.Single(Read(Nested(9), options)), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_one_event_are_bounded()
    {
        var record = new EventRecord();
        string Values(int count) => "{\"a\":[" + string.Join(',', Enumerable.Repeat("1", count)) + "]}";
        foreach (var (count, truncated) in ((int, bool)[])[(EventRecord.MaxValues, false), (EventRecord.MaxValues + 1, true)])
        {
            using var reader = new JsonEventReader(new MemoryStream(Encoding.UTF8.GetBytes(Values(count))), new EventReaderOptions());
            Assert.Equal(EventReadStatus.Event, reader.Read(record));
            Assert.Equal((EventRecord.MaxValues, truncated), (record.Count, record.Truncated));
        }
    }

    [Fact]
    public void Names_are_bounded()
    {
        var names = new FieldNames();
        for (var i = 0; i < FieldNames.MaxNames; i++) Assert.Equal(i, names.IdOfRaw(Encoding.UTF8.GetBytes($"n{i}")));
        Assert.Equal(-1, names.IdOfRaw("one more"u8));
        Assert.Equal(5, names.IdOfRaw("n5"u8));
    }

    private static List<string> Read(string text, EventReaderOptions? options = null)
    {
        options ??= new EventReaderOptions();
        var record = new EventRecord();
        var bytes = text.All(character => character < 0x100) && text.Any(character => character is '\u00EF' or '\u00FF') ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text);
        using var reader = new JsonEventReader(new MemoryStream(bytes), options);
        var read = new List<string>();
        for (var status = reader.Read(record); status != EventReadStatus.End; status = reader.Read(record))
        {
            if (status == EventReadStatus.Skipped) read.Add($"{reader.ProblemLine}: {reader.Problem}");
            else read.Add($"{record.Position}: " + string.Join(' ', Enumerable.Range(0, record.Count).Select(i => $"{Encoding.UTF8.GetString(options.Names.NameOf(record.NameId(i)))}={(record.Kind(i) == EventValueKind.Null ? "null" : Encoding.UTF8.GetString(record.Text(i)))}")));
        }

        return read;
    }
}
