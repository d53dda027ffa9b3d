using System.Net;
using System.Text;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.Spf;
using Sekisho.Testing;
using YamlDotNet.RepresentationModel;

namespace Sekisho.MailAuth.Tests.Spf;

/// <summary>The public test suite of RFC 7208, in its three editions.</summary>
public sealed class SpfSuiteTests
{
    private const string Default = "DEFAULT";

    [CorpusFact("mail/auth/spf")]
    public async Task Every_test_of_the_current_suite_passes() => Assert.Equal(203, await RunAsync("pyspf/rfc7208-tests.yml"));

    [CorpusFact("mail/auth/spf")]
    public async Task Every_test_of_the_2015_suite_passes() => Assert.Equal(200, await RunAsync("mailauth/rfc7208-tests.yml"));

    [CorpusFact("mail/auth/spf")]
    public async Task Every_test_of_the_2014_suite_passes() => Assert.Equal(193, await RunAsync("mailauth/rfc7208-tests-2014-05.yml"));

    private static async Task<int> RunAsync(string file)
    {
        var yaml = new YamlStream();
        using (var reader = File.OpenText(Corpora.PathOf("mail/auth/spf/" + file))) yaml.Load(reader);
        var ran = 0;
        var wrong = new List<string>();
        foreach (var document in yaml.Documents)
        {
            var scenario = (YamlMappingNode)document.RootNode;
            var zone = Zone((YamlMappingNode)scenario["zonedata"]);
            foreach (var (name, test) in (YamlMappingNode)scenario["tests"])
            {
                ran++;
                if (await CheckAsync((YamlMappingNode)test, zone) is { } problem) wrong.Add($"{Text(scenario["description"])} / {name}: {problem}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        return ran;
    }

    private static async Task<string?> CheckAsync(YamlMappingNode test, ZoneResolver zone)
    {
        var outcome = await new SpfEvaluator(zone, TimeProvider.System).CheckMailFromAsync(new SpfRequest
        {
            ClientAddress = IPAddress.Parse(Text(test["host"])),
            Helo = Text(test["helo"]),
            MailFrom = Text(test["mailfrom"]),
            ReceivingHost = "receiver.example",
        });
        var allowed = test["result"] is YamlSequenceNode several ? several.Select(Text).ToList() : [Text(test["result"])];
        if (!allowed.Contains(outcome.Result.Word())) return $"{outcome.Result.Word()} ({outcome.Detail}), expected {string.Join(" or ", allowed)}";
        if (!test.Children.TryGetValue("explanation", out var node)) return null;
        var expected = Text(node) == Default ? null : Text(node);
        return outcome.Explanation == expected ? null : $"explanation '{outcome.Explanation}', expected '{expected}'";
    }

    private static ZoneResolver Zone(YamlMappingNode data)
    {
        var zone = new ZoneResolver();
        foreach (var (key, value) in data)
        {
            var name = Text(key);
            var entries = ((YamlSequenceNode)value).ToList();
            var typed = entries.OfType<YamlMappingNode>().Select(entry => (Type: Text(entry.Children[0].Key), entry.Children[0].Value)).ToList();
            var hasTxt = typed.Any(entry => entry.Type == "TXT");
            foreach (var (type, data2) in typed) AddRecord(zone, name, type == "SPF" && !hasTxt ? "TXT" : type, data2);
            // TIMEOUT stands for every type that has no records of its own.
            if (!entries.OfType<YamlScalarNode>().Any(entry => entry.Value == "TIMEOUT")) continue;
            foreach (var type in new[] { DnsRecordType.A, DnsRecordType.Aaaa, DnsRecordType.Mx, DnsRecordType.Ptr, DnsRecordType.Txt })
            {
                var word = type == DnsRecordType.Aaaa ? "AAAA" : type.ToString().ToUpperInvariant();
                if (!typed.Any(entry => (entry.Type == "SPF" && !hasTxt ? "TXT" : entry.Type) == word && Text(entry.Value) != "NONE")) zone.Fail(name, type);
            }
        }

        return zone;
    }

    private static void AddRecord(ZoneResolver zone, string name, string type, YamlNode data)
    {
        if (data is YamlScalarNode { Value: "NONE" }) return;
        if (data is YamlScalarNode { Value: "TIMEOUT" })
        {
            zone.Fail(name, Enum.Parse<DnsRecordType>(type, ignoreCase: true));
            return;
        }

        switch (type)
        {
            case "TXT": zone.TxtBytes(name, data is YamlSequenceNode parts ? [.. parts.Select(part => Encoding.Latin1.GetBytes(Text(part)))] : [Encoding.Latin1.GetBytes(Text(data))]); break;
            case "A" or "AAAA": zone.Address(name, Text(data)); break;
            case "MX": zone.Mx(name, int.Parse(Text(data[0]), System.Globalization.CultureInfo.InvariantCulture), Text(data[1])); break;
            case "PTR": zone.PtrAt(name, Text(data)); break;
            case "CNAME": zone.Alias(name, Text(data)); break;
            case "SPF": break;
            default: throw new InvalidDataException($"a record of type {type}");
        }
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";
}
