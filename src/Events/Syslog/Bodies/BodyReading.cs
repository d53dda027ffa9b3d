namespace Sekisho.Events.Syslog.Bodies;

/// <summary>Chooses who reads the text of a program's messages.</summary>
internal sealed class BodyReading(BodyFields fields)
{
    private readonly SshdBody _sshd = new(fields);
    private readonly PostfixBody _postfix = new(fields);
    private readonly DovecotBody _dovecot = new(fields);
    private readonly EximBody _exim = new(fields);

    /// <summary>Reads a message.</summary>
    /// <returns>Whether it is about logging in.</returns>
    public bool Read(string body, ReadOnlySpan<byte> program, ReadOnlySpan<byte> text, EventRecord into) => body switch
    {
        "sshd" => _sshd.Read(text, into),
        "postfix" => _postfix.Read(program, text, into),
        "dovecot" => _dovecot.Read(program, text, into),
        "exim" => _exim.Read(text, into),
        _ => false,
    };
}
