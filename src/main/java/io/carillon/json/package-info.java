/** Reading JSON that strangers wrote. */
package io.carillon.json;
