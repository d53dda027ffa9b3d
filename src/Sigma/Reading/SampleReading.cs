using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Samples;
using Sekisho.Sigma.Values;

namespace Sekisho.Sigma.Reading;

/// <summary>Reads the <c>samples</c> of a rule: <c>positive</c> and <c>negative</c>, each a list of events, each a mapping of fields to one or several values.</summary>
internal static class SampleReading
{
    /// <summary>The samples; null when there are none or they are wrong, which has been told.</summary>
    public static RuleSamples? Read(RuleSection section)
    {
        if (section.Map.Find("samples") is not { } node) return null;
        if (node is not YamlMap map)
        {
            section.Error(node, "'samples' is a mapping.", "Write 'positive:' and 'negative:' below it, each with a list of events.");
            return null;
        }

        foreach (var (key, _) in map.Members)
            if (key.Text is not ("positive" or "negative")) section.Error(key, $"There are no '{key.Text}' samples.", "There are positive and negative ones.");
        return new RuleSamples(Events(section, map.Find("positive")), Events(section, map.Find("negative")));
    }

    private static List<RuleSample> Events(RuleSection section, YamlNode? node)
    {
        var samples = new List<RuleSample>();
        if (node is null) return samples;
        if (node is not YamlList list)
        {
            section.Error(node, "Samples are a list of events.", "Begin each with '- '.");
            return samples;
        }

        foreach (var item in list.Items)
        {
            if (item is not YamlMap fields) section.Error(item, "A sample is an event: fields with their values.", "Write 'field: value'; '{}' is an event without fields.");
            else samples.Add(new RuleSample(section.Place(item), Values(section, fields)));
        }

        return samples;
    }

    private static List<SampleValue> Values(RuleSection section, YamlMap fields)
    {
        var values = new List<SampleValue>();
        foreach (var (key, value) in fields.Members)
        {
            foreach (var one in value is YamlList list ? list.Items : [value])
            {
                if (one is YamlScalar scalar) values.Add(Value(key.Text, scalar));
                else section.Error(one, $"The value of '{key.Text}' is not a single value or a list of such.", "Fields within fields are written with dots.");
            }
        }

        return values;
    }

    private static SampleValue Value(string field, YamlScalar scalar)
    {
        if (scalar.IsNull) return new SampleValue(field, EventValueKind.Null, "");
        if (scalar.Boolean is { } truth) return new SampleValue(field, EventValueKind.Boolean, truth ? "true" : "false");
        var isNumber = scalar.Plain && NumberTest.TryRead(System.Text.Encoding.UTF8.GetBytes(scalar.Text), out _);
        return new SampleValue(field, isNumber ? EventValueKind.Number : EventValueKind.Text, scalar.Text);
    }
}
