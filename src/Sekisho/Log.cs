using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls;

namespace Sekisho;

/// <summary>Every log message of the program itself.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Rules: {Text}")]
    public static partial void RuleNotice(ILogger log, string text);

    [LoggerMessage(2, LogLevel.Error, "Rules: {Text}")]
    public static partial void RuleProblem(ILogger log, string text);

    [LoggerMessage(3, LogLevel.Warning, "Rules: {Instance} could not be given the rules in force ({Failure}); it is tried again.")]
    public static partial void RulesNotGiven(ILogger log, string instance, CallFailure failure);
}
