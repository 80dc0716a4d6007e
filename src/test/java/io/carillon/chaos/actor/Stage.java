package io.carillon.chaos.actor;

import io.carillon.chaos.check.Event;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Where an actor plays: the nodes, who may see it, and what it writes its events to. */
record Stage(HttpClient http, List<URI> nodes, String token, Random random, Consumer<Event> journal) {}
