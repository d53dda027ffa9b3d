using System.Collections.Frozen;
using System.Text;
using Sekisho.Events.Sources;

namespace Sekisho.Events.Syslog;

/// <summary>Which service of Sigma's logsource a program's messages belong to, and how their text is read (<c>programs.tsv</c>).</summary>
internal static class SyslogPrograms
{
    private const int MaxNameBytes = 64;

    private static readonly FrozenDictionary<string, SyslogProgram> Known = Load();
    private static readonly SyslogProgram Other = new("syslog", "-");

    /// <summary>What is known of a program.</summary>
    /// <param name="program">Its name in the tag; of <c>postfix/smtpd</c> the part in front of the slash counts.</param>
    public static SyslogProgram Of(ReadOnlySpan<byte> program)
    {
        var slash = program.IndexOf((byte)'/');
        if (slash == 0) program = program[(program.LastIndexOf((byte)'/') + 1)..];
        else if (slash > 0) program = program[..slash];
        var parenthesis = program.IndexOf((byte)'(');
        if (parenthesis > 0) program = program[..parenthesis];
        if (program.Length is 0 or > MaxNameBytes) return Other;
        Span<char> name = stackalloc char[MaxNameBytes];
        var length = Encoding.Latin1.GetChars(program, name);
        return Known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name[..length], out var known) ? known : Other;
    }

    private static FrozenDictionary<string, SyslogProgram> Load() =>
        Tsv.Rows("programs.tsv").ToFrozenDictionary(cells => cells[0], cells => new SyslogProgram(cells[1], cells[2]), StringComparer.OrdinalIgnoreCase);

    /// <summary>What is known of a program.</summary>
    internal sealed class SyslogProgram(string service, string body)
    {
        /// <summary>How the text is read: postfix, dovecot, exim, sshd, or -.</summary>
        public string Body { get; } = body;

        /// <summary>The log source.</summary>
        public EventSource Source { get; } = new() { Product = "linux", Service = service };

        /// <summary>The log source of messages about logging in.</summary>
        public EventSource LoginSource { get; } = new() { Product = "linux", Service = service, Categories = ["authentication"] };
    }
}
