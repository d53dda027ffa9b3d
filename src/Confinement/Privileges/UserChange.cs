using Sekisho.Confinement.Native;

namespace Sekisho.Confinement.Privileges;

/// <summary>Makes the calling thread another user and group (setresuid(2)); the program it executes next is that user's alone.</summary>
internal static class UserChange
{
    /// <summary>Changes group and user. Needs root.</summary>
    /// <returns>Null, or why not.</returns>
    public static string? To(int user, int? group)
    {
        ProcessControl.Set(ProcessControl.SetKeepCapabilities, 1);
        if (LinuxCalls.Call(CallNumbers.SetOtherGroups.Here, 0, 0) is (not 0, var groupsError)) return Failed("setgroups", groupsError);
        if (group is { } id && LinuxCalls.Call(CallNumbers.SetGroups.Here, id, id, id) is (not 0, var groupError)) return Failed("setresgid", groupError);
        if (LinuxCalls.Call(CallNumbers.SetUsers.Here, user, user, user) is (not 0, var userError)) return Failed("setresuid", userError);
        return null;
    }

    private static string Failed(string call, int error) => $"{call} failed: {LinuxCalls.Describe(error)}; a user of its own needs a start as root";
}
