using Dex.Web.Hosting;

return await ServerCommands.RunAsync(args);
