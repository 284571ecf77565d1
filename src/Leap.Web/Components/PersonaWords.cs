using Leap.Locales;
using Leap.Members;

namespace Leap.Web.Components;

/// <summary>What a member may do for their firm, in words.</summary>
public static class PersonaWords
{
    private static readonly Personas[] All = [.. Enum.GetValues<Personas>().Where(p => p != Personas.None)];

    /// <summary>Empty when the member may do nothing in particular.</summary>
    public static string Of(Personas personas, Locale locale) =>
        locale.List(All.Where(p => (personas & p) != Personas.None).Select(p => locale[$"persona.{p}"]));
}
