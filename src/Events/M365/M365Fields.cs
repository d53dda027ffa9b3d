using System.Text;
using Sekisho.Events.Names;
using Sekisho.Events.Sources;

namespace Sekisho.Events.M365;

/// <summary>
/// What rules expect of a record of the unified audit log: eventSource, eventName and status (Sigma's names for
/// Workload, Operation and ResultStatus), and the lists of names and values (Parameters, ExtendedProperties,
/// ModifiedProperties) as fields of their own.
/// </summary>
internal sealed class M365Fields
{
    /// <summary>Longer names of properties give no field.</summary>
    private const int MaxNameBytes = 128;

    private readonly FieldNames _names;
    private readonly Dictionary<int, byte[]> _listNames = [];
    private readonly Dictionary<int, (byte[] List, byte[] Suffix)> _listValues = [];
    private readonly Dictionary<string, EventSource> _sources = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _workload;
    private readonly int _operation;
    private readonly int _alertName;
    private readonly int _result;
    private readonly int _eventSource;
    private readonly int _eventName;
    private readonly int _status;
    private readonly byte[] _name = new byte[MaxNameBytes * 2];
    private byte[] _copy = new byte[1024];

    public M365Fields(FieldNames names)
    {
        _names = names;
        foreach (var list in (ReadOnlySpan<string>)["Parameters", "ExtendedProperties", "ModifiedProperties", "DeviceProperties", "OperationProperties", "NonPIIParameters"])
        {
            var bytes = Encoding.UTF8.GetBytes(list + ".");
            _listNames[names.Add(Encoding.UTF8.GetBytes(list + ".Name"))] = bytes;
            _listValues[names.Add(Encoding.UTF8.GetBytes(list + ".Value"))] = (bytes, []);
            _listValues[names.Add(Encoding.UTF8.GetBytes(list + ".NewValue"))] = (bytes, []);
            _listValues[names.Add(Encoding.UTF8.GetBytes(list + ".OldValue"))] = (bytes, ".OldValue"u8.ToArray());
        }

        foreach (var (workload, service) in (ReadOnlySpan<(string, string)>)[("Exchange", "exchange"), ("SecurityComplianceCenter", "threat_management"), ("", "audit")])
            _sources[workload] = new EventSource { Product = "m365", Service = service };
        _workload = names.Add("Workload"u8);
        _operation = names.Add("Operation"u8);
        _alertName = names.Add("Name"u8);
        _result = names.Add("ResultStatus"u8);
        _eventSource = names.Add("eventSource"u8);
        _eventName = names.Add("eventName"u8);
        _status = names.Add("status"u8);
    }

    /// <summary>Adds the fields and sets the source.</summary>
    public void Add(EventRecord into)
    {
        Lists(into);
        Copy(into, _workload, _eventSource);
        Copy(into, _operation, _eventName);
        var workload = into.IndexOf(_workload) is >= 0 and var at ? Encoding.UTF8.GetString(into.Text(at)[..Math.Min(into.Text(at).Length, 64)]) : "";
        var isAlert = workload.Equals("SecurityComplianceCenter", StringComparison.OrdinalIgnoreCase);
        // What an alert is about is its name; that it was raised is its operation.
        if (isAlert) Copy(into, _alertName, _eventName);
        if (into.IndexOf(_status) < 0)
        {
            if (into.IndexOf(_result) is >= 0 and var result) into.Add(_status, EventValueKind.Text, IsSuccess(into.Text(result)) ? "success"u8 : "failed"u8);
            else if (isAlert) into.Add(_status, EventValueKind.Text, "success"u8);
        }

        into.Source = _sources.GetValueOrDefault(workload) ?? _sources[""];
    }

    private static bool IsSuccess(ReadOnlySpan<byte> text) => text.SequenceEqual("True"u8) || text.StartsWith("Succe"u8) || text.StartsWith("succe"u8) || text.SequenceEqual("true"u8);

    private void Lists(EventRecord into)
    {
        var count = into.Count;
        var (list, length) = (default(byte[]), 0);
        for (var i = 0; i < count; i++)
        {
            var text = into.Text(i);
            if (_listNames.TryGetValue(into.NameId(i), out var found))
            {
                list = text.Length is > 0 and <= MaxNameBytes ? found : null;
                if (list is null) continue;
                list.CopyTo(_name.AsSpan());
                text.CopyTo(_name.AsSpan(list.Length));
                length = list.Length + text.Length;
            }
            else if (list is not null && _listValues.TryGetValue(into.NameId(i), out var value) && value.List == list && length + value.Suffix.Length <= _name.Length)
            {
                value.Suffix.CopyTo(_name.AsSpan(length));
                Append(into, _names.Add(_name.AsSpan(0, length + value.Suffix.Length)), i);
            }
        }
    }

    private void Copy(EventRecord into, int from, int to)
    {
        if (into.IndexOf(from) is >= 0 and var at) Append(into, to, at);
    }

    private void Append(EventRecord into, int name, int index)
    {
        // The event's own memory may move while a value is added.
        var text = into.Text(index);
        if (_copy.Length < text.Length) _copy = new byte[text.Length * 2];
        text.CopyTo(_copy);
        into.Add(name, into.Kind(index), _copy.AsSpan(0, text.Length));
    }
}
