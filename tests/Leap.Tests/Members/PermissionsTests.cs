using Leap.Members;

namespace Leap.Tests.Members;

public sealed class PermissionsTests
{
    [Fact]
    public void An_auditor_sees_all_that_any_staff_may_see_and_does_nothing()
    {
        var seen = Enum.GetValues<StaffRole>().SelectMany(Permissions.Of).Where(IsLook).ToHashSet();

        Assert.Equal(seen.Order(), Permissions.Of(StaffRole.Auditor).Order());
    }

    [Fact]
    public void Only_an_administrator_gives_roles()
    {
        var givers = Enum.GetValues<StaffRole>().Where(r => Permissions.Of(r).Contains(Permission.ManageStaff));

        Assert.Equal([StaffRole.Administrator], givers);
    }

    [Fact]
    public void A_member_without_a_persona_learns_and_reports_nothing()
    {
        var permissions = Permissions.OfMember(Personas.None, isEverything: false);

        Assert.Contains(Permission.Learn, permissions);
        Assert.DoesNotContain(Permission.ReportSales, permissions);
    }

    [Fact]
    public void Where_everyone_may_do_everything_only_a_firm_admin_signs_for_the_employer()
    {
        var everyone = Permissions.OfMember(Personas.None, isEverything: true);
        var allPersonas = Permissions.Grantable.SelectMany(p => Permissions.OfMember(p, isEverything: false)).ToHashSet();

        Assert.Equal([Permission.AcceptFirmTerms], allPersonas.Except(everyone));
        Assert.Contains(Permission.AcceptFirmTerms, Permissions.OfMember(Personas.FirmAdmin, isEverything: true));
    }

    [Fact]
    public void No_persona_reaches_what_is_the_staffs()
    {
        var staff = Enum.GetValues<StaffRole>().SelectMany(Permissions.Of);

        Assert.Empty(Permissions.OfMember(Personas.None, isEverything: true).Intersect(staff));
    }

    private static bool IsLook(Permission permission) => permission.ToString().StartsWith("See", StringComparison.Ordinal);
}
