namespace Sekisho.Smtp.Client.Results;

/// <summary>How far a session or transaction has come, in order.</summary>
public enum SmtpStage
{
    /// <summary>No connection yet.</summary>
    Connect,

    /// <summary>Waiting for the greeting.</summary>
    Greeting,

    /// <summary>EHLO, HELO or LHLO.</summary>
    Hello,

    /// <summary>STARTTLS and the handshake.</summary>
    StartTls,

    /// <summary>AUTH.</summary>
    LogIn,

    /// <summary>MAIL FROM.</summary>
    Mail,

    /// <summary>RCPT TO.</summary>
    Recipient,

    /// <summary>DATA or BDAT up to the last byte of content.</summary>
    Data,

    /// <summary>The content is out; from here on a lost connection leaves unknown whether the server has the message.</summary>
    EndOfData,
}
