using System.Globalization;
using System.Security.Claims;
using Leap.Access;
using Leap.Data;
using Leap.Members;
using Leap.Web.Hosting;
using Leap.Web.Localization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Access;

/// <summary>
/// The one way in. Whoever proved a first factor comes here: a session begins, or the way leads to the second factor, or to setting one
/// up where it is required.
/// </summary>
public sealed class Entrance(LeapDb db, OpenSession openSession, SignInManager<Person> signIn, Me me, TimeProvider clock)
{
    /// <summary>The cookie of someone between the first and the second factor, who is signed in nowhere yet.</summary>
    public const string StepScheme = "step";

    /// <summary>The claim that names the session.</summary>
    public const string SessionClaim = "session";

    private const string MethodClaim = "method";
    private const string StampClaim = "stamp";

    private static readonly TimeSpan StepFor = TimeSpan.FromMinutes(10);

    /// <summary>Someone who has proved a first factor and owes the second.</summary>
    public sealed record Step(Person Person, SignInMethod Method, string ReturnUrl);

    /// <returns>Where to send the browser.</returns>
    public async Task<string> AdmitAsync(
        HttpContext context, Person person, SignInMethod method, string? returnUrl, CancellationToken cancel)
    {
        var target = LocalAddress.Of(returnUrl);
        if (method is not (SignInMethod.Password or SignInMethod.Link) || (!person.TwoFactorEnabled && person.Staff is null))
        {
            await BeginAsync(context, person, method, isFull: method is not (SignInMethod.Password or SignInMethod.Link), cancel);
            return target;
        }

        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, person.Id.ToString(CultureInfo.InvariantCulture)),
                new Claim(MethodClaim, method.ToString()),
                new Claim(StampClaim, person.SecurityStamp ?? ""),
                new Claim(RequestLanguage.Claim, person.Language),
            ],
            StepScheme);
        await context.SignInAsync(
            StepScheme,
            new ClaimsPrincipal(identity),
            new AuthenticationProperties { ExpiresUtc = clock.GetUtcNow() + StepFor, RedirectUri = target });
        return NextOf(person);
    }

    /// <summary>Null when nobody is between the factors: too late, or something about the account has changed meanwhile.</summary>
    public async Task<Step?> FindStepAsync(HttpContext context, CancellationToken cancel)
    {
        var ticket = await context.AuthenticateAsync(StepScheme);
        if (!ticket.Succeeded
            || !long.TryParse(ticket.Principal.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id)
            || !Enum.TryParse<SignInMethod>(ticket.Principal.FindFirstValue(MethodClaim), out var method))
        {
            return null;
        }

        var stamp = ticket.Principal.FindFirstValue(StampClaim);
        var person = await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id && p.SuspendedAt == null, cancel);
        return person is null || !string.Equals(person.SecurityStamp ?? "", stamp, StringComparison.Ordinal)
            ? null
            : new Step(person, method, LocalAddress.Of(ticket.Properties.RedirectUri));
    }

    /// <summary>The second factor is proved.</summary>
    /// <returns>Where to send the browser.</returns>
    public async Task<string> FinishAsync(HttpContext context, Step step, CancellationToken cancel)
    {
        await BeginAsync(context, step.Person, step.Method, isFull: true, cancel);
        return step.ReturnUrl;
    }

    /// <summary>The page that the person's next step is on.</summary>
    public static string NextOf(Person person) => person.TwoFactorEnabled ? "/sign-in/code" : "/sign-in/set-up";

    /// <summary>Writes the cookie anew, for what it says about the person; the session stays the same.</summary>
    public async Task RefreshAsync(HttpContext context, Person person)
    {
        var ticket = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        await WriteAsync(context, person, me.SessionId, ticket.Properties ?? new AuthenticationProperties());
    }

    private async Task BeginAsync(HttpContext context, Person person, SignInMethod method, bool isFull, CancellationToken cancel)
    {
        var device = Device.Of(context.Request.Headers.UserAgent.ToString());
        var session = await openSession.RunAsync(
            new NewSession(person.Id, method, isFull)
            {
                IsStaff = person.Staff is not null,
                Browser = device.Browser,
                System = device.System,
                ReplacesId = me.IsSignedIn ? me.SessionId : null,
            },
            cancel);
        await context.SignOutAsync(StepScheme);
        await WriteAsync(
            context,
            person,
            session.Id,
            new AuthenticationProperties { IsPersistent = person.Staff is null, ExpiresUtc = new DateTimeOffset(session.EndsAt) });
    }

    private async Task WriteAsync(HttpContext context, Person person, long sessionId, AuthenticationProperties properties)
    {
        var principal = await signIn.CreateUserPrincipalAsync(person);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(SessionClaim, sessionId.ToString(CultureInfo.InvariantCulture)));
        await context.SignInAsync(IdentityConstants.ApplicationScheme, principal, properties);
    }
}
