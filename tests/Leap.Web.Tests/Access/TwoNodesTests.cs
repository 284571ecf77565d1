using System.Net;
using Leap.Data;
using Leap.Keys;
using Leap.Tests;
using Leap.Tests.Engines;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Leap.Web.Tests.Access;

public sealed class TwoNodesTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task That_start_at_once_on_an_empty_database_share_their_sign_ins(Engine engine)
    {
        await using var database = engine.CreateEmpty();
        await using var one = new Node(database, "one");
        await using var other = new Node(database, "other");
        await Task.WhenAll(Task.Run(() => one.Services), Task.Run(() => other.Services));
        await using (var scope = one.Services.CreateAsyncScope())
        {
            await Story.TellAsync(scope.ServiceProvider);
        }

        await AssertHoldsAsync(at: one, of: other);
        await AssertHoldsAsync(at: other, of: one);

        await using var db = database.Open();
        Assert.Single(await db.StoredKeys.ToListAsync());
    }

    private static async Task AssertHoldsAsync(Node at, Node of)
    {
        using var client = of.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        var page = await client.PageAsync("/sign-in");
        using var answer = await client.PostAsync("/sign-in?handler=Demo", page, ("role", "seller"), ("language", "de"));
        var cookies = answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]);

        using var elsewhere = at.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri("/home", UriKind.Relative));
        message.Headers.Add("Cookie", string.Join("; ", cookies));
        using var home = await elsewhere.SendAsync(message);

        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
    }

    private sealed class Node(TestDatabase database, string name) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("Leap:Demo", "false");
            builder.UseSetting("Leap:Database", database.Settings.ConnectionString);
            builder.UseSetting("Leap:DataFolder", Path.Combine(database.Folder, name));
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
        }
    }
}
