using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Client.Results;

/// <summary>Our own words where the server gave none.</summary>
internal static class ClientReplies
{
    /// <summary>What a broken session means; the message stays with us, whatever it was.</summary>
    public static SmtpReply Of(SmtpProblem problem, SmtpStage stage) => problem switch
    {
        SmtpProblem.TimedOut => SmtpReply.Of(451, "4.4.2", $"The server was too late ({Name(stage)})."),
        SmtpProblem.ProtocolError => SmtpReply.Of(451, "4.5.0", $"The server did not answer as SMTP demands ({Name(stage)})."),
        SmtpProblem.TlsUnavailable => SmtpReply.Of(454, "4.7.4", "The server does not offer STARTTLS, which is required."),
        SmtpProblem.LogInFailed => SmtpReply.Of(454, "4.7.0", "The server cannot be logged in at."),
        SmtpProblem.ContentUnavailable => SmtpReply.Of(451, "4.3.0", "The content could not be read here."),
        _ when stage == SmtpStage.EndOfData => SmtpReply.Of(451, "4.4.2", "The connection was lost after the content was sent; the server may have taken it."),
        _ => SmtpReply.Of(451, "4.4.2", $"The connection was lost ({Name(stage)})."),
    };

    private static string Name(SmtpStage stage) => stage switch
    {
        SmtpStage.Connect => "connecting",
        SmtpStage.Greeting => "waiting for the greeting",
        SmtpStage.Hello => "greeting the server",
        SmtpStage.StartTls => "starting TLS",
        SmtpStage.LogIn => "logging in",
        SmtpStage.Mail => "giving the sender",
        SmtpStage.Recipient => "giving the recipients",
        SmtpStage.Data => "sending the content",
        _ => "waiting for the reply to the content",
    };
}
