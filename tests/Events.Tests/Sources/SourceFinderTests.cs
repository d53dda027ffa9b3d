using System.Text;
using Sekisho.Events.Json;

namespace Sekisho.Events.Tests.Sources;

/// <summary>Which log an event comes from, by what it says of itself.</summary>
public sealed class SourceFinderTests
{
    [Theory]
    [InlineData("""{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1}""", "windows/sysmon/process_creation")]
    [InlineData("""{"Channel":"MICROSOFT-WINDOWS-SYSMON/OPERATIONAL","EventID":"1"}""", "windows/sysmon/process_creation")]
    [InlineData("""{"Event":{"System":{"Channel":"Security","EventID":{"#text":4688,"#attributes":{"Qualifiers":0}}}}}""", "windows/security/process_creation")]
    [InlineData("""{"winlog":{"channel":"Security","event_id":4688}}""", "windows/security/process_creation")]
    [InlineData("""{"Channel":"ForwardedEvents","Provider_Name":"Microsoft-Windows-Sysmon","EventID":3}""", "windows/sysmon/network_connection")]
    [InlineData("""{"SourceName":"Microsoft-Windows-Sysmon","EventID":7}""", "windows/sysmon/image_load")]
    [InlineData("""{"EventID":1,"UtcTime":"2024-01-01 00:00:00.000"}""", "windows/sysmon/process_creation")]
    [InlineData("""{"EventID":1,"Image":"C:\\x.exe","CommandLine":"x"}""", "windows/sysmon/process_creation")]
    [InlineData("""{"EventID":4688,"NewProcessName":"C:\\x.exe"}""", "windows/security/process_creation")]
    [InlineData("""{"EventID":4625,"TargetUserName":"a"}""", "windows/security/")]
    [InlineData("""{"EventID":4104,"ScriptBlockText":"a"}""", "windows/powershell/ps_script")]
    [InlineData("""{"Channel":"Contoso/Operational","EventID":1,"Image":"C:\\x.exe"}""", "windows/-/")]
    [InlineData("""{"Provider_Name":"Contoso","EventID":1,"Image":"C:\\x.exe"}""", "windows/-/")]
    [InlineData("""{"Channel":"Linux-Sysmon/Operational","EventID":1}""", "linux/sysmon/process_creation")]
    [InlineData("""{"ts":1,"uid":"C","id.orig_h":"10.0.0.1","query":"a.example","qtype":1}""", "zeek/dns/dns")]
    [InlineData("""{"c-uri":"/a","c-useragent":"x"}""", "-/-/proxy")]
    [InlineData("""{"EventID":1}""", "unknown")]
    [InlineData("""{"a":1}""", "unknown")]
    public void The_log_of_an_event_is_told_by_channel_provider_or_fields(string json, string source)
    {
        using var reader = new JsonEventReader(new MemoryStream(Encoding.UTF8.GetBytes(json)), new EventReaderOptions());
        var record = new EventRecord();
        Assert.Equal(EventReadStatus.Event, reader.Read(record));
        Assert.Equal(source, record.Source.ToString());
    }
}
