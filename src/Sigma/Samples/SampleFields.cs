using System.Text;
using Sekisho.Sigma.Matching;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Samples;

/// <summary>A sample as an event of the log source that its rule is for.</summary>
internal sealed class SampleFields(RuleSample sample, EventLogSource source, FieldTable fields) : IEventFields
{
    private readonly byte[][] _texts = [.. sample.Values.Select(value => Encoding.UTF8.GetBytes(value.Text))];
    private readonly int[] _handles = [.. sample.Values.Select(value => fields.Find(Encoding.UTF8.GetBytes(value.Field)))];

    public EventLogSource LogSource => source;

    public DateTimeOffset? Time => null;

    public int Count => _texts.Length;

    public int Field(int index) => _handles[index];

    public EventValueKind Kind(int index) => sample.Values[index].Kind;

    public ReadOnlySpan<byte> Text(int index) => _texts[index];
}
