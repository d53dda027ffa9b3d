using Sekisho.Roles.Supervision;

namespace Sekisho.Commands;

/// <summary>A line of 'status --json' about something that the operator should know.</summary>
internal sealed record NoticeItem(string Item, string Topic, bool Problem, string Text)
{
    /// <summary>Makes the line.</summary>
    public NoticeItem(SystemNotice notice)
        : this("notice", notice.Topic, notice.IsProblem, notice.Text)
    {
    }
}
