using System.Globalization;
using System.Text;

namespace Sekisho.Confinement;

/// <summary>
/// Policies and outcomes as text for the environment of a process: a line for each value, <c>name value</c>. Not JSON, because the
/// process that reads it only confines itself and executes its program anew: reading JSON takes several times as long as all the rest of it.
/// For the same reason everything here is made of strings, numbers and loops, whose code need not be compiled first.
/// </summary>
internal static class ConfinementText
{
    private const string Any = "any";

    public static string Of(ConfinementPolicy policy)
    {
        var text = new StringBuilder();
        AddAll(text, "readable", policy.Readable);
        AddAll(text, "writable", policy.Writable);
        AddAll(text, "socket-folder", policy.SocketFolders);
        AddAll(text, "device", policy.Devices);
        AddAll(text, "executable", policy.Executable);
        AddAll(text, "hidden", policy.Hidden);
        AddPorts(text, "listen", policy.ListenPorts);
        AddPorts(text, "connect", policy.ConnectPorts);
        Add(text, "sockets", (int)policy.Sockets);
        Add(text, "may-connect", policy.MayConnect ? 1 : 0);
        for (var i = 0; i < policy.Refused.Count; i++) Add(text, "refused", (int)policy.Refused[i]);
        Add(text, "open-files", policy.Limits.OpenFiles);
        Add(text, "file-bytes", policy.Limits.FileBytes);
        Add(text, "processes", policy.Limits.Processes);
        Add(text, "keeps-bind-service", policy.KeepsBindService ? 1 : 0);
        Add(text, "user", policy.UserId);
        Add(text, "group", policy.GroupId);
        Add(text, "required", policy.IsRequired ? 1 : 0);
        return text.ToString();
    }

    public static string Of(ConfinementOutcome outcome)
    {
        var text = new StringBuilder("outcome 1\n");
        for (var i = 0; i < outcome.Applied.Count; i++) Add(text, "applied", (int)outcome.Applied[i]);
        foreach (var part in outcome.Missing)
        {
            Add(text, "missing", (int)part.Part);
            Add(text, "reason", part.Reason);
        }

        return text.ToString();
    }

    /// <exception cref="FormatException">It is something else.</exception>
    public static ConfinementPolicy Policy(string text)
    {
        var fields = new Fields(text);
        return new ConfinementPolicy
        {
            Readable = fields.All("readable"),
            Writable = fields.All("writable"),
            SocketFolders = fields.All("socket-folder"),
            Devices = fields.All("device"),
            Executable = fields.All("executable"),
            Hidden = fields.All("hidden"),
            ListenPorts = PortsOf(fields.All("listen")),
            ConnectPorts = PortsOf(fields.All("connect")),
            Sockets = (SocketUse)NumberOf(fields.One("sockets")),
            MayConnect = IsSet(fields.One("may-connect")),
            Refused = GroupsOf(fields.All("refused")),
            Limits = new ResourceLimits { OpenFiles = LimitOf(fields, "open-files"), FileBytes = LimitOf(fields, "file-bytes"), Processes = LimitOf(fields, "processes") },
            KeepsBindService = IsSet(fields.One("keeps-bind-service")),
            UserId = (int?)LimitOf(fields, "user"),
            GroupId = (int?)LimitOf(fields, "group"),
            // The last line: what is cut off is no policy.
            IsRequired = IsSet(fields.One("required")),
        };
    }

    /// <exception cref="FormatException">It is something else.</exception>
    public static ConfinementOutcome Outcome(string text)
    {
        var fields = new Fields(text);
        if (fields.One("outcome") != "1") throw new FormatException("There is no outcome.");
        var applied = fields.All("applied");
        var parts = new ConfinementPart[applied.Count];
        for (var i = 0; i < parts.Length; i++) parts[i] = (ConfinementPart)NumberOf(applied[i]);
        var (missing, reasons) = (fields.All("missing"), fields.All("reason"));
        if (missing.Count != reasons.Count) throw new FormatException("A part that is missing has one reason.");
        var without = new MissingPart[missing.Count];
        for (var i = 0; i < without.Length; i++) without[i] = new MissingPart((ConfinementPart)NumberOf(missing[i]), reasons[i]);
        return new ConfinementOutcome(parts, without);
    }

    private static void Add(StringBuilder text, string name, string value) =>
        text.Append(name).Append(' ').Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');

    private static void Add(StringBuilder text, string name, long? number)
    {
        if (number is { } value) Add(text, name, value.ToString(CultureInfo.InvariantCulture));
    }

    private static void AddAll(StringBuilder text, string name, IReadOnlyList<string> values)
    {
        foreach (var value in values) Add(text, name, value);
    }

    private static void AddPorts(StringBuilder text, string name, IReadOnlyList<int>? ports)
    {
        if (ports is null) Add(text, name, Any);
        for (var i = 0; i < ports?.Count; i++) Add(text, name, ports[i]);
    }

    private static int[]? PortsOf(List<string> values)
    {
        if (values.Contains(Any)) return null;
        var ports = new int[values.Count];
        for (var i = 0; i < ports.Length; i++) ports[i] = (int)NumberOf(values[i]);
        return ports;
    }

    private static SystemCallGroup[] GroupsOf(List<string> values)
    {
        var groups = new SystemCallGroup[values.Count];
        for (var i = 0; i < groups.Length; i++) groups[i] = (SystemCallGroup)NumberOf(values[i]);
        return groups;
    }

    /// <summary>Neither yes nor no is an error: a policy that was cut off must not become one that is not required.</summary>
    private static bool IsSet(string value) => value switch
    {
        "1" => true,
        "0" => false,
        _ => throw new FormatException($"'{value}' is neither 1 nor 0."),
    };

    private static long? LimitOf(Fields fields, string name) => fields.All(name) is [var value] ? NumberOf(value) : null;

    private static long NumberOf(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{value}' is no number.");

    /// <summary>The values by their names, in their order.</summary>
    private sealed class Fields
    {
        private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

        public Fields(string text)
        {
            foreach (var line in text.Split('\n'))
            {
                if (line.Length == 0) continue;
                var space = line.IndexOf(' ', StringComparison.Ordinal);
                if (space <= 0) throw new FormatException("This is neither a policy nor an outcome of a confinement.");
                All(line[..space]).Add(Plain(line[(space + 1)..]));
            }
        }

        public List<string> All(string name)
        {
            if (!_values.TryGetValue(name, out var values)) _values.Add(name, values = []);
            return values;
        }

        public string One(string name) => All(name) is [var value] ? value : throw new FormatException($"There is no '{name}', or more than one.");

        private static string Plain(string written)
        {
            if (!written.Contains('\\', StringComparison.Ordinal)) return written;
            var plain = new StringBuilder(written.Length);
            for (var i = 0; i < written.Length; i++)
            {
                var isEscaped = written[i] == '\\' && i + 1 < written.Length;
                if (isEscaped) i++;
                plain.Append(isEscaped && written[i] == 'n' ? '\n' : written[i]);
            }

            return plain.ToString();
        }
    }
}
